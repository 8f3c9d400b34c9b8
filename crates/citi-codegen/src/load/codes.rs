//! What the loader can find.
//!
//! | code | severity | what was found | what is done |
//! | --- | --- | --- | --- |
//! | `L001` | error | a file that can't be read | refused |
//! | `L002` | error | more bytes than [`Limits::bytes`](super::Limits::bytes) | refused |
//! | `L003` | error | bytes that are no text | refused |
//! | `L004` | error | broken JSON | refused |
//! | `L005` | error | broken YAML | refused |
//! | `L006` | error | more levels than [`Limits::depth`](super::Limits::depth) | refused |
//! | `L007` | error | more nodes or text than [`Limits`](super::Limits) allow once aliases are written out | refused |
//! | `L008` | error | no object at the top: nothing, a scalar or a list | refused |
//! | `L009` | warning | several YAML documents in one file | the first is taken |
//! | `L010` | warning; note if nothing is lost | a key twice in one mapping | the last wins; collections of named things are put together |
//! | `L011` | note | a comma after a JSON list's or object's last entry | left out |
//! | `L012` | note | half of a surrogate pair in a JSON string | replaced by U+FFFD |
//! | `L013` | note | a control character in a JSON string that is not escaped | taken as it is |
//! | `L014` | warning | a text that begins like JSON and is none | read as YAML's flow style |
//! | `L015` | note | a YAML tag that no schema knows | left out |
//! | `L016` | warning | a YAML tag that its value does not fit | read as text |
//! | `L017` | note | a number that JSON can't write, or digits behind a zero | read as text |
//! | `L018` | error | a YAML alias inside of what it stands for | refused |
//! | `L019` | warning | a merge key (`<<`) whose value is no mapping | kept as an ordinary key |
//! | `L020` | warning | a YAML key that is a mapping or a list | its JSON text is the key |
//! | `L021` | note | UTF-16 text | decoded |
//! | `L022` | note | a line within YAML brackets or quotes that stands no further in than its key | read as if it did |

use crate::diagnostic::Code;

/// A file that can't be read.
pub const UNREADABLE: Code = Code("L001");
/// More bytes than are allowed.
pub const TOO_LARGE: Code = Code("L002");
/// Bytes that are no text.
pub const NO_TEXT: Code = Code("L003");
/// Broken JSON.
pub const BROKEN_JSON: Code = Code("L004");
/// Broken YAML.
pub const BROKEN_YAML: Code = Code("L005");
/// More levels than are allowed.
pub const TOO_DEEP: Code = Code("L006");
/// More nodes or text than are allowed once aliases are written out.
pub const TOO_MANY_NODES: Code = Code("L007");
/// No object at the top.
pub const NO_OBJECT: Code = Code("L008");
/// Several YAML documents in one file.
pub const SEVERAL_DOCUMENTS: Code = Code("L009");
/// A key twice in one mapping.
pub const DUPLICATE_KEY: Code = Code("L010");
/// A comma after the last entry of a JSON list or object.
pub const TRAILING_COMMA: Code = Code("L011");
/// Half of a surrogate pair in a JSON string.
pub const LONE_SURROGATE: Code = Code("L012");
/// A control character in a JSON string that is not escaped.
pub const RAW_CONTROL: Code = Code("L013");
/// A text that begins like JSON and is none.
pub const NOT_QUITE_JSON: Code = Code("L014");
/// A YAML tag that no schema knows.
pub const UNKNOWN_TAG: Code = Code("L015");
/// A YAML tag that its value does not fit.
pub const UNFIT_TAG: Code = Code("L016");
/// A number that JSON can't write, or digits behind a zero.
pub const NUMBER_AS_TEXT: Code = Code("L017");
/// A YAML alias inside of what it stands for.
pub const CYCLIC_ALIAS: Code = Code("L018");
/// A merge key whose value is no mapping.
pub const ODD_MERGE: Code = Code("L019");
/// A YAML key that is a mapping or a list.
pub const ODD_KEY: Code = Code("L020");
/// UTF-16 text.
pub const UTF_16: Code = Code("L021");
/// A line within YAML brackets or quotes that stands no further in than its key.
pub const SHALLOW_LINE: Code = Code("L022");
