//! Ways to say who calls.

use crate::model::SchemeKind;

/// A security scheme that operations ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemePlan {
    /// The Rust name of its constant: `CLIENT_CREDENTIALS`.
    pub ident: String,
    /// Its name in the document.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
    /// Markdown, cleaned.
    pub docs: String,
}
