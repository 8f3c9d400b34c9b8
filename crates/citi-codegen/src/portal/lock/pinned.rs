//! The documents that the lock pins, read and verified.

use std::path::Path;

use super::{Lock, sha256};

/// A document as it is pinned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// Its id.
    pub id: String,
    /// Its file below `specs/`.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a document can't be had as it is pinned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LockError {
    /// The manifest names it and the lock does not.
    #[error("`{id}` is in portal.toml and not in portal.lock; run `cargo xtask pull`")]
    NotLocked {
        /// The document.
        id: String,
    },
    /// The lock names it and its file can't be read.
    #[error("specs/{file} can't be read ({reason}); run `cargo xtask pull` to have it again")]
    Unreadable {
        /// The document.
        id: String,
        /// Its file below `specs/`.
        file: String,
        /// What the system said.
        reason: String,
    },
    /// The file is another than the one that was locked.
    #[error(
        "specs/{file} is not the text that portal.lock pins (sha256 {found:.12}…, locked \
         {locked:.12}…); run `cargo xtask pull` to have the portal's, or `cargo xtask pull \
         --portal specs` to lock this one"
    )]
    Changed {
        /// The document.
        id: String,
        /// Its file below `specs/`.
        file: String,
        /// SHA-256 as locked.
        locked: String,
        /// SHA-256 of the file.
        found: String,
    },
}

impl LockError {
    /// The document's id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::NotLocked { id } | Self::Unreadable { id, .. } | Self::Changed { id, .. } => id,
        }
    }
}

/// Reads the document `id` below `specs` and holds it against the lock.
///
/// ```
/// use citi_codegen::portal::lock::{Lock, LockError, read_pinned};
/// let error = read_pinned(std::path::Path::new("specs"), &Lock::default(), "rates").unwrap_err();
/// assert_eq!(error, LockError::NotLocked { id: "rates".to_owned() });
/// ```
///
/// # Errors
/// A document that the lock does not know, whose file is not there, or whose file is another.
pub fn read_pinned(specs: &Path, lock: &Lock, id: &str) -> Result<Pinned, LockError> {
    let Some(locked) = lock.documents.get(id) else {
        return Err(LockError::NotLocked { id: id.to_owned() });
    };
    let bytes = std::fs::read(specs.join(&locked.file)).map_err(|error| LockError::Unreadable {
        id: id.to_owned(),
        file: locked.file.clone(),
        reason: error.to_string(),
    })?;
    let found = sha256(&bytes);
    if found != locked.sha256 {
        return Err(LockError::Changed {
            id: id.to_owned(),
            file: locked.file.clone(),
            locked: locked.sha256.clone(),
            found,
        });
    }
    Ok(Pinned {
        id: id.to_owned(),
        file: locked.file.clone(),
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::lock::Locked;

    fn lock(bytes: &[u8]) -> Lock {
        let locked = Locked {
            id: "rates".to_owned(),
            file: "fx/rates.yaml".to_owned(),
            source: "fx/rates.yaml".to_owned(),
            etag: None,
            last_modified: None,
            sha256: sha256(bytes),
            date: "2026-01-31T12:00:00Z".to_owned(),
        };
        Lock {
            documents: [("rates".to_owned(), locked)].into_iter().collect(),
        }
    }

    #[test]
    fn the_pinned_text_is_given() {
        let specs = tempfile::tempdir().unwrap();
        std::fs::create_dir(specs.path().join("fx")).unwrap();
        std::fs::write(specs.path().join("fx/rates.yaml"), b"openapi: 3.1.0").unwrap();
        let pinned = read_pinned(specs.path(), &lock(b"openapi: 3.1.0"), "rates").unwrap();
        assert_eq!(pinned.bytes, b"openapi: 3.1.0");
    }

    #[test]
    fn another_text_is_refused_with_its_name_and_the_command_that_helps() {
        let specs = tempfile::tempdir().unwrap();
        std::fs::create_dir(specs.path().join("fx")).unwrap();
        std::fs::write(specs.path().join("fx/rates.yaml"), b"openapi: 3.1.1").unwrap();
        let error = read_pinned(specs.path(), &lock(b"openapi: 3.1.0"), "rates").unwrap_err();
        assert!(matches!(error, LockError::Changed { .. }));
        let text = error.to_string();
        assert!(text.contains("specs/fx/rates.yaml"), "{text}");
        assert!(text.contains("cargo xtask pull"), "{text}");
    }

    #[test]
    fn a_missing_document_is_refused_with_its_name_and_the_command_that_helps() {
        let specs = tempfile::tempdir().unwrap();
        let error = read_pinned(specs.path(), &lock(b""), "rates").unwrap_err();
        assert_eq!(error.id(), "rates");
        let text = error.to_string();
        assert!(text.contains("specs/fx/rates.yaml"), "{text}");
        assert!(text.contains("cargo xtask pull"), "{text}");
    }
}
