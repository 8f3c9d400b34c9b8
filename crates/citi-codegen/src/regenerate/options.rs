//! What a run was asked for.

use crate::portal::pull::Origin;

/// What a run was asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Compare and write nothing.
    pub check: bool,
    /// Take the documents from here instead of the pinned ones, and pin them.
    pub portal: Option<Origin>,
    /// Only the category of this name.
    pub only: Option<String>,
    /// Write nothing if anything of a document is only approximated.
    pub strict: bool,
}
