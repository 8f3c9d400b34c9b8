//! What overlays can make go wrong.
//!
//! | code | severity | what was found | what is done |
//! | --- | --- | --- | --- |
//! | `O001` | error | no overlay document, or a version that is not known here | refused |
//! | `O002` | error | no `info` with `title` and `version` | refused |
//! | `O003` | error | no list of actions, or an empty one | refused |
//! | `O004` | error | an action that is no object, or whose members are of the wrong kind | refused |
//! | `O005` | error | an action without a `description`, its reason | refused |
//! | `O006` | error | a target that is no JSONPath | refused |
//! | `O007` | error | an action that neither updates nor removes | refused |
//! | `O008` | warning | a member that the specification does not know | left alone |
//! | `O009` | error | a target that matches nothing | the action is left out |
//! | `O010` | error | a target that holds something else than `x-expect` says | the action is left out |
//! | `O011` | error | an update of another kind than what it is merged into | the action is left out |
//! | `O012` | error | an action that removes the whole document | the action is left out |
//! | `O013` | error | an update that makes the document too large or too deep | the action is left out |

use crate::diagnostic::Code;

/// No overlay document, or a version that is not known here.
pub const NO_OVERLAY: Code = Code("O001");
/// No `info` with `title` and `version`.
pub const NO_INFO: Code = Code("O002");
/// No list of actions, or an empty one.
pub const NO_ACTIONS: Code = Code("O003");
/// An action that is no object, or whose members are of the wrong kind.
pub const ODD_ACTION: Code = Code("O004");
/// An action without a `description`, its reason.
pub const NO_REASON: Code = Code("O005");
/// A target that is no JSONPath.
pub const NO_JSON_PATH: Code = Code("O006");
/// An action that neither updates nor removes.
pub const NO_CHANGE: Code = Code("O007");
/// A member that the specification does not know.
pub const UNKNOWN_MEMBER: Code = Code("O008");
/// A target that matches nothing.
pub const NO_MATCH: Code = Code("O009");
/// A target that holds something else than `x-expect` says.
pub const NOT_AS_EXPECTED: Code = Code("O010");
/// An update of another kind than what it is merged into.
pub const OTHER_KIND: Code = Code("O011");
/// An action that removes the whole document.
pub const REMOVES_ALL: Code = Code("O012");
/// An update that makes the document too large or too deep.
pub const TOO_MUCH: Code = Code("O013");
