//! What a run was asked for.

use std::path::PathBuf;

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
    /// A file that remembers what a whole run left, so that the next one with nothing to do is
    /// over at once. Never asked by a check, nor where a portal or a category is named.
    pub stamp: Option<PathBuf>,
    /// Write nothing if anything of a document is only approximated.
    pub strict: bool,
}
