//! What was fetched, written.

use std::path::Path;

use super::{Fetched, News, PullReport};
use crate::write::{WriteError, replace};

impl Fetched {
    /// Writes the new documents below `specs`, then the lock, each file in one step. A stop
    /// between two files leaves the old lock, and so a mismatch that `regenerate` names.
    ///
    /// # Errors
    /// What the system said, with the path.
    pub fn store(self, specs: &Path) -> Result<PullReport, WriteError> {
        let mut lock = self.lock;
        for document in self.documents {
            let path = specs.join(&document.locked.file);
            if document.news == News::Fetched {
                // A pull from `specs` itself finds the new text in its place already.
                if std::fs::read(&path).ok().as_deref() != Some(document.bytes.as_slice()) {
                    replace(&path, &document.bytes)?;
                }
            }
            let id = document.locked.id.clone();
            let file = document.locked.file.clone();
            let old = lock.documents.insert(id, document.locked);
            if let Some(old) = old.filter(|old| old.file != file) {
                // Another ending than before: two files of one id would be ambiguous.
                let old = specs.join(old.file);
                if old.exists() {
                    std::fs::remove_file(&old).map_err(WriteError::io(&old, "removed"))?;
                }
            }
        }
        let path = specs.join("portal.lock");
        let text = lock.to_text();
        if std::fs::read_to_string(&path).ok().as_deref() != Some(text.as_str()) {
            replace(&path, text.as_bytes())?;
        }
        Ok(self.report)
    }
}
