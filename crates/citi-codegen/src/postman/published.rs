//! The collection of this workspace's documents.

use super::{Options, collection};
use crate::diagnostic::Diagnostics;
use crate::load::load;
use crate::portal::lock::{LockError, read_pinned};
use crate::regenerate::{RegenerateError, Workspace};
use crate::upgrade::upgrade;

/// Why there is no collection.
#[derive(Debug, thiserror::Error)]
pub enum PublishedError {
    /// The manifest or the lock can't be read.
    #[error(transparent)]
    Workspace(#[from] RegenerateError),
    /// A document is not the one that is pinned.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// A document is no API description.
    #[error("specs/{file} is no API description: {reason}")]
    Document {
        /// Its file below `specs/`.
        file: String,
        /// What was found in it.
        reason: String,
    },
}

/// The collection of the documents that `specs/portal.toml` lists and `specs/portal.lock` pins, in the
/// order of the manifest.
///
/// ```no_run
/// use citi_codegen::postman;
/// use citi_codegen::regenerate::Workspace;
///
/// let text = postman::published(&Workspace::new("."), &postman::Options::default())?;
/// std::fs::write("citi.postman_collection.json", text)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`PublishedError`]: no manifest, a document that is not there, not the pinned one, or no description.
pub fn published(workspace: &Workspace, options: &Options) -> Result<String, PublishedError> {
    let (manifest, lock) = (workspace.manifest()?, workspace.lock()?);
    let mut documents = Vec::new();
    for (_, id) in manifest.documents() {
        let pinned = read_pinned(&workspace.specs(), &lock, id)?;
        let refused = |found: &Diagnostics| PublishedError::Document {
            file: pinned.file.clone(),
            reason: found.findings().first().map_or_else(
                || "nothing in it says so".to_owned(),
                |finding| finding.found.clone(),
            ),
        };
        let mut findings = Diagnostics::new(&pinned.file);
        let loaded = load(&pinned.file, &pinned.bytes).map_err(|found| refused(&found))?;
        let document = upgrade(id, loaded.root, &mut findings).ok_or_else(|| refused(&findings))?;
        documents.push(document);
    }
    let documents: Vec<_> = documents.iter().collect();
    Ok(collection(&documents, options))
}
