//! What a run over the workspace can find, explained.

use crate::diagnostic::{Code, Explained, Severity};

/// What a run over the workspace can find, explained.
pub(crate) const EXPLAINED: &[Explained] = &[
    Explained {
        code: Code("P001"),
        severity: Severity::Error,
        title: "An overlay belongs to no document",
        explanation: "Neither its file name nor its `extends` names a document of the manifest.",
        done: "Nothing is generated.",
        remedy: "name it after the document's id, or let `extends` end in the document's file name",
        before: "specs/overlays/acounts.yaml",
        after: "specs/overlays/accounts.yaml",
    },
    Explained {
        code: Code("P002"),
        severity: Severity::Error,
        title: "An operation of the manifest is in no document",
        explanation: "The manifest says that it may be cached, and no document of the category has it: it was renamed, or is gone.",
        done: "Nothing is generated.",
        remedy: "correct the operation id in specs/portal.toml, or take it out",
        before: "cacheable = { listAcounts = 30 }",
        after: "cacheable = { listAccounts = 30 }",
    },
];
