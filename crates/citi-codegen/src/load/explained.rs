//! What the loader can find, explained.

use super::codes;
use crate::diagnostic::{Explained, Severity};

/// What the loader can find, explained.
pub(crate) const EXPLAINED: &[Explained] = &[
    Explained {
        code: codes::UNREADABLE,
        severity: Severity::Error,
        title: "A file can't be read",
        explanation: "The system does not give the file: it is not there, it is a folder, or nobody may read it.",
        done: "The document is refused.",
        remedy: "check the path and its permissions",
        before: "cargo xtask generate --input gone.yaml --out client --name client",
        after: "cargo xtask generate --input specs/fx/fx.yaml --out client --name client",
    },
    Explained {
        code: codes::TOO_LARGE,
        severity: Severity::Error,
        title: "A document is too large",
        explanation: "A document may have 256 MiB. Descriptions in the wild have at most some ten megabytes; a larger file is most likely another file, and its tree would not fit into the memory of a small machine.",
        done: "The document is refused before it is read whole.",
        remedy: "split the document, or check that it is the right file",
        before: "an export of 300 MB",
        after: "the description alone",
    },
    Explained {
        code: codes::NO_TEXT,
        severity: Severity::Error,
        title: "The bytes are no text",
        explanation: "The file is neither UTF-8 nor UTF-16: an archive, an image, or text in an old encoding.",
        done: "The document is refused, with the first byte that does not fit.",
        remedy: "save the document as UTF-8",
        before: "a file whose first bytes are 1F 8B (gzip)",
        after: "the file that was packed in it",
    },
    Explained {
        code: codes::BROKEN_JSON,
        severity: Severity::Error,
        title: "The JSON is broken",
        explanation: "The text begins like JSON and can't be read as such, nor as YAML's flow style: a quote, comma or bracket is missing, or the file was cut.",
        done: "The document is refused, with line and column.",
        remedy: "put right what the message names, or get the document anew",
        before: r#"{"openapi": "3.0.3", "paths": {"#,
        after: r#"{"openapi": "3.0.3", "paths": {}}"#,
    },
    Explained {
        code: codes::BROKEN_YAML,
        severity: Severity::Error,
        title: "The YAML is broken",
        explanation: "The text can't be read: indentation by tabs, a quote that is not closed, a colon in a text without quotes, or the file was cut.",
        done: "The document is refused, with line and column.",
        remedy: "put right what the message names, or get the document anew",
        before: r#"openapi: 3.0.3
info:
	title: Accounts"#,
        after: r#"openapi: 3.0.3
info:
  title: Accounts"#,
    },
    Explained {
        code: codes::TOO_DEEP,
        severity: Severity::Error,
        title: "The document is too deep",
        explanation: "Mappings and lists may stand in each other 120 deep. The stages walk the tree by recursion, and an overflow of the stack can't be caught.",
        done: "The document is refused, with the place of the first level that is too deep.",
        remedy: "name inner schemas and refer to them",
        before: "a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        after: "a: [[[]]]",
    },
    Explained {
        code: codes::TOO_MANY_NODES,
        severity: Severity::Error,
        title: "The document holds too much",
        explanation: "A tree may have 5 million values and 256 MiB of text, aliases written out. A few lines of YAML in which aliases hold aliases can ask for more than any memory has.",
        done: "The document is refused, with the place where the bound was met.",
        remedy: "use fewer aliases, or split the document",
        before: r#"one: &one [x, x, x]
two: &two [*one, *one, *one]
three: [*two, *two]   # and so on, thirty times"#,
        after: "one: [x, x, x]",
    },
    Explained {
        code: codes::NO_OBJECT,
        severity: Severity::Error,
        title: "The document holds no object",
        explanation: "Nothing but remarks, a single text, or a list: an API description is an object with members. HTML pages, XML, and most other texts are read as one long text by YAML.",
        done: "The document is refused; the message says what it looks like, where that is known.",
        remedy: "check that this is the right file, and that it was stored whole",
        before: r#"- accounts
- payments"#,
        after: r#"openapi: 3.0.3
paths: {}"#,
    },
    Explained {
        code: codes::SEVERAL_DOCUMENTS,
        severity: Severity::Warning,
        title: "Several YAML documents stand in one file",
        explanation: "A line `---` begins another YAML document.",
        done: "Only the first is read.",
        remedy: "keep one document in a file",
        before: r#"openapi: 3.0.3
paths: {}
---
other: true"#,
        after: r#"openapi: 3.0.3
paths: {}"#,
    },
    Explained {
        code: codes::DUPLICATE_KEY,
        severity: Severity::Warning,
        title: "A key stands twice in one mapping",
        explanation: "JSON and YAML leave open which one counts. Collections of named things (paths, schemas, responses, …) are put together, of anything else the last is taken. It is a note where both say the same.",
        done: "Collections are put together; else the last is taken.",
        remedy: "leave one of them, in the document or by an overlay",
        before: r#"paths:
  /accounts:
    get:
      summary: One
      summary: Other
      responses: {"200": {description: It is done.}}"#,
        after: r#"paths:
  /accounts:
    get:
      summary: Other
      responses: {"200": {description: It is done.}}"#,
    },
    Explained {
        code: codes::TRAILING_COMMA,
        severity: Severity::Note,
        title: "A comma stands behind the last entry",
        explanation: "JSON takes none there, and many tools write one.",
        done: "The comma is left out.",
        remedy: "remove the comma",
        before: r#"{"openapi": "3.0.3", "paths": {},}"#,
        after: r#"{"openapi": "3.0.3", "paths": {}}"#,
    },
    Explained {
        code: codes::LONE_SURROGATE,
        severity: Severity::Note,
        title: "Half of a character stands in a string",
        explanation: "A JSON escape gives half of a surrogate pair: a text was cut in the middle of a character.",
        done: "U+FFFD stands in its place.",
        remedy: "write the whole character",
        before: r#"{"openapi": "3.0.3", "x-note": "\ud83d"}"#,
        after: r#"{"openapi": "3.0.3", "x-note": "\ud83d\ude00"}"#,
    },
    Explained {
        code: codes::RAW_CONTROL,
        severity: Severity::Note,
        title: "A control character is not escaped",
        explanation: "A tab or another control character stands in a JSON string as it is.",
        done: "It is taken as it is.",
        remedy: "write it as an escape",
        before: r#"{"openapi": "3.0.3", "x-note": "a	b"}"#,
        after: r#"{"openapi": "3.0.3", "x-note": "a\tb"}"#,
    },
    Explained {
        code: codes::NOT_QUITE_JSON,
        severity: Severity::Warning,
        title: "A text begins like JSON and is none",
        explanation: "Keys without quotes, single quotes, remarks: what JSON refuses and the flow style of YAML takes.",
        done: "It is read as YAML.",
        remedy: "write JSON, or YAML without the outer brackets",
        before: "{openapi: '3.0.3', paths: {}}",
        after: r#"{"openapi": "3.0.3", "paths": {}}"#,
    },
    Explained {
        code: codes::UNKNOWN_TAG,
        severity: Severity::Note,
        title: "A YAML tag is not known",
        explanation: "A tag that only one program understands (`!Ref`) stands before a value.",
        done: "The tag is left out, the value kept.",
        remedy: "remove the tag",
        before: r#"openapi: 3.0.3
x-note: !secret text"#,
        after: r#"openapi: 3.0.3
x-note: text"#,
    },
    Explained {
        code: codes::UNFIT_TAG,
        severity: Severity::Warning,
        title: "A YAML tag does not fit its value",
        explanation: "`!!int` before what is no number, and the like.",
        done: "The value is read as text.",
        remedy: "remove the tag, or correct the value",
        before: r#"openapi: 3.0.3
x-note: !!int many"#,
        after: r#"openapi: 3.0.3
x-note: !!int 5"#,
    },
    Explained {
        code: codes::NUMBER_AS_TEXT,
        severity: Severity::Note,
        title: "A number can't be written in JSON",
        explanation: "`.inf`, `.nan`, or digits behind a zero, which tools read in three ways (`007`).",
        done: "It is read as text.",
        remedy: "quote it, or write the number that is meant",
        before: r#"openapi: 3.0.3
x-code: 007"#,
        after: r#"openapi: 3.0.3
x-code: '007'"#,
    },
    Explained {
        code: codes::CYCLIC_ALIAS,
        severity: Severity::Error,
        title: "An alias stands inside of what it stands for",
        explanation: "An alias is written out where it stands; this one holds itself, and the tree would never end.",
        done: "The document is refused.",
        remedy: "write out what is meant, or refer to a named schema",
        before: r#"openapi: 3.0.3
x-loop: &loop
  again: *loop"#,
        after: r#"openapi: 3.0.3
x-loop:
  again: {}"#,
    },
    Explained {
        code: codes::ODD_MERGE,
        severity: Severity::Warning,
        title: "A merge key has no mapping",
        explanation: "`<<` puts the members of another mapping here; its value is none.",
        done: "It is kept as an ordinary key.",
        remedy: "give it an alias of a mapping, or quote the key",
        before: r#"openapi: 3.0.3
x-note: {<<: text}"#,
        after: r#"openapi: 3.0.3
x-base: &base {a: 1}
x-note: {<<: *base}"#,
    },
    Explained {
        code: codes::ODD_KEY,
        severity: Severity::Warning,
        title: "A key is a mapping or a list",
        explanation: "Most often a text such as `{{name}}` that lacks its quotes.",
        done: "Its JSON text is the key.",
        remedy: "quote it, if it is text such as {{name}}",
        before: r#"openapi: 3.0.3
x-note: {? {a: 1} : b}"#,
        after: r#"openapi: 3.0.3
x-note: {'{a: 1}': b}"#,
    },
    Explained {
        code: codes::UTF_16,
        severity: Severity::Note,
        title: "The document is UTF-16",
        explanation: "It begins with the mark of UTF-16, or its zero bytes give it away.",
        done: "It is decoded.",
        remedy: "save it as UTF-8",
        before: "openapi: 3.0.3, each character in two bytes",
        after: "openapi: 3.0.3",
    },
    Explained {
        code: codes::SHALLOW_LINE,
        severity: Severity::Note,
        title: "A line stands no further in than its key",
        explanation: "Within brackets or quotes YAML wants a line further in than the key that it belongs to; many tools do not care.",
        done: "It is read as if it did.",
        remedy: "indent the line",
        before: r#"openapi: 3.0.3
x-list: [
1
]"#,
        after: r#"openapi: 3.0.3
x-list: [
  1
  ]"#,
    },
];
