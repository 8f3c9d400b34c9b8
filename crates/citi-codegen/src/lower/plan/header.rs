//! Documented headers of answers.

use super::RustType;
use crate::model::Status;

/// A header that answers of a module have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderPlan {
    /// The Rust name of its constant: `RATE_LIMIT_RESET`.
    pub ident: String,
    /// Its name on the wire.
    pub wire: String,
    /// What its value is read as.
    pub ty: RustType,
    /// Markdown, cleaned.
    pub docs: String,
}

/// A header that an operation's answers have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderUse {
    /// The Rust name of its constant.
    pub ident: String,
    /// With which statuses it comes; empty: with every documented one.
    pub statuses: Vec<Status>,
    /// What the document says of it here.
    pub docs: String,
}
