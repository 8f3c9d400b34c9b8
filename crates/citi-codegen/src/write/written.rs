//! What a write did.

use std::path::PathBuf;

/// What a write did, or, as a check, would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were written, by their path in the folder.
    pub written: Vec<String>,
    /// How many files were the same already.
    pub unchanged: usize,
    /// Generated files that no longer belong, and were removed.
    pub removed: Vec<String>,
    /// A check: the changes as a unified diff; else empty.
    pub diff: String,
}

impl Written {
    /// Whether the folder is, or was, as it should be.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}

/// Why files can't be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The system refused.
    #[error("{} can't be {doing}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was tried: `read`, `written`, `removed`.
        doing: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// A path that leads out of the folder.
    #[error("`{0}` leads out of the folder that it is written to")]
    Outside(String),
}

impl WriteError {
    pub(crate) fn io(
        path: &std::path::Path,
        doing: &'static str,
    ) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Io {
            path,
            doing,
            source,
        }
    }
}
