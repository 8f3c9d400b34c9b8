//! The workspace's folders.

use std::path::{Path, PathBuf};

use super::RegenerateError;
use crate::portal::lock::Lock;
use crate::portal::manifest::Manifest;

/// The workspace that a run works in.
///
/// ```
/// let workspace = citi_codegen::regenerate::Workspace::new("/house");
/// assert_eq!(workspace.specs(), std::path::Path::new("/house/specs"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace whose `Cargo.toml` stands in `root`.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Its folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The generator's inputs.
    #[must_use]
    pub fn specs(&self) -> PathBuf {
        self.root.join("specs")
    }

    /// The folder of the package `name`.
    #[must_use]
    pub fn package(&self, name: &str) -> PathBuf {
        self.root.join("crates").join(name)
    }

    /// Reads `specs/portal.toml`.
    ///
    /// # Errors
    /// If it is not there, or not a manifest.
    pub fn manifest(&self) -> Result<Manifest, RegenerateError> {
        let path = self.specs().join("portal.toml");
        let text = std::fs::read_to_string(path).map_err(|error| RegenerateError::NoManifest {
            root: self.root.clone(),
            reason: error.to_string(),
        })?;
        Ok(Manifest::read("specs/portal.toml", &text)?)
    }

    /// Reads `specs/portal.lock`; an empty one if there is none yet.
    ///
    /// # Errors
    /// If it can't be read.
    pub fn lock(&self) -> Result<Lock, RegenerateError> {
        match self.read("specs/portal.lock")? {
            Some(text) => Ok(Lock::read("specs/portal.lock", &text)?),
            None => Ok(Lock::default()),
        }
    }

    /// The text of a file of the workspace, if it is there.
    pub(super) fn read(&self, file: &str) -> Result<Option<String>, RegenerateError> {
        match std::fs::read(self.root.join(file)) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(RegenerateError::Unreadable {
                file: file.to_owned(),
                reason: error.to_string(),
            }),
        }
    }
}
