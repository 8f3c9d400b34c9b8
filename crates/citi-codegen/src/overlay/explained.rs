//! What overlays can make go wrong, explained.

use super::codes;
use crate::diagnostic::{Explained, Severity};

/// What overlays can make go wrong, explained.
pub(crate) const EXPLAINED: &[Explained] = &[
    Explained {
        code: codes::NO_OVERLAY,
        severity: Severity::Error,
        title: "The file is no overlay",
        explanation: "It says no version of the Overlay specification, or another than 1.0.",
        done: "The overlay is refused.",
        remedy: "begin the document with `overlay: 1.0.0`",
        before: r#"overlay: 2.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}"#,
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}"#,
    },
    Explained {
        code: codes::NO_INFO,
        severity: Severity::Error,
        title: "An overlay does not say what it is",
        explanation: "`info` with a title and a version is required: who reads the correction a year later wants to know.",
        done: "The overlay is refused.",
        remedy: "add `info` with a title and a version",
        before: r#"overlay: 1.0.0
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}"#,
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}"#,
    },
    Explained {
        code: codes::NO_ACTIONS,
        severity: Severity::Error,
        title: "An overlay has no actions",
        explanation: "`actions` is missing, empty, or no list.",
        done: "The overlay is refused.",
        remedy: "list what is to be corrected, or take the overlay away",
        before: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions: []"#,
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}"#,
    },
    Explained {
        code: codes::ODD_ACTION,
        severity: Severity::Error,
        title: "An action can't be read",
        explanation: "It is no object, or one of its members is of the wrong kind.",
        done: "The overlay is refused.",
        remedy: "write target, description, and update or remove",
        before: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - correct it"#,
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}"#,
    },
    Explained {
        code: codes::NO_REASON,
        severity: Severity::Error,
        title: "An action does not say why",
        explanation: "A correction without its reason can't be judged when the document changes.",
        done: "The overlay is refused.",
        remedy: "say in `description` what the bank really does",
        before: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    update: {summary: Accounts}"#,
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}"#,
    },
    Explained {
        code: codes::NO_JSON_PATH,
        severity: Severity::Error,
        title: "A target is no JSONPath",
        explanation: "Targets are written as RFC 9535 has them.",
        done: "The overlay is refused.",
        remedy: "correct the path; `$.paths['/accounts'].get` is one",
        before: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: info/title
    description: It is another.
    update: Accounts"#,
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}"#,
    },
    Explained {
        code: codes::NO_CHANGE,
        severity: Severity::Error,
        title: "An action changes nothing",
        explanation: "It has neither `update` nor `remove: true`.",
        done: "The overlay is refused.",
        remedy: "say what to update, or remove",
        before: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: It is another."#,
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}"#,
    },
    Explained {
        code: codes::UNKNOWN_MEMBER,
        severity: Severity::Warning,
        title: "An overlay has an unknown member",
        explanation: "Overlay 1.0 has no such member; it may be misspelled.",
        done: "It is left alone.",
        remedy: "correct its name, or let it begin with x-",
        before: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}
author: nobody"#,
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}
x-author: nobody"#,
    },
    Explained {
        code: codes::NO_MATCH,
        severity: Severity::Error,
        title: "A target matches nothing",
        explanation: "The document has moved what was to be corrected, or no longer has it.",
        done: "The action is left out, and nothing is generated.",
        remedy: "see whether the correction is still needed, and correct its target",
        before: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.gone
    description: It is another.
    update: {a: 1}"#,
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}"#,
    },
    Explained {
        code: codes::NOT_AS_EXPECTED,
        severity: Severity::Error,
        title: "The document is not as a correction expects",
        explanation: "`x-expect` says what the document holds where it is corrected, and it holds something else: it has changed.",
        done: "The action is left out, and nothing is generated.",
        remedy: "see whether the correction still holds, and bring x-expect up to date",
        before: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info.title
    description: It is misspelled.
    x-expect: Acounts
    update: Accounts"#,
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info.title
    description: It is another.
    x-expect: Till
    update: Accounts"#,
    },
    Explained {
        code: codes::OTHER_KIND,
        severity: Severity::Error,
        title: "An update is of another kind than its target",
        explanation: "An object takes an object's members, a list takes entries; a scalar can't be merged into either.",
        done: "The action is left out, and nothing is generated.",
        remedy: "remove what stands there by an action before",
        before: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: It is another.
    update: Accounts"#,
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}"#,
    },
    Explained {
        code: codes::REMOVES_ALL,
        severity: Severity::Error,
        title: "An action removes the whole document",
        explanation: "Nothing would be left to generate from.",
        done: "The action is left out, and nothing is generated.",
        remedy: "target what is to be removed from it",
        before: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $
    description: Away.
    remove: true"#,
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: Away.
    remove: true"#,
    },
    Explained {
        code: codes::TOO_MUCH,
        severity: Severity::Error,
        title: "An update makes the document too large or too deep",
        explanation: "The bounds of a document hold for what overlays make of it too.",
        done: "The action is left out, and nothing is generated.",
        remedy: "target fewer nodes, or name schemas and refer to them",
        before: "an update of 110 levels, merged 20 levels deep",
        after: r#"overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.info
    description: The document forgets its summary.
    update: {summary: Accounts}"#,
    },
];
