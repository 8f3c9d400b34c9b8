//! The portal, or a folder in its place.

use std::path::{Path, PathBuf};

/// The portal, or a folder in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A portal that answers HTTP.
    Url(url::Url),
    /// A folder of documents.
    Folder(PathBuf),
}

/// Why something is no portal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// It looks like an address and is none.
    #[error("`{text}` is no address of a portal ({reason}); write `https://host/path` or a folder")]
    Address {
        /// What was given.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// It is no folder.
    #[error(
        "`{0}` is no folder; give a folder of documents, or an address that begins with https://"
    )]
    NoFolder(String),
}

impl Origin {
    /// What `--portal` was given; a folder is relative to `here`.
    ///
    /// ```
    /// use citi_codegen::portal::pull::Origin;
    /// let here = std::path::Path::new(".");
    /// assert!(matches!(Origin::read("https://portal.example", here), Ok(Origin::Url(_))));
    /// assert!(Origin::read("no/such/folder", here).is_err());
    /// ```
    ///
    /// # Errors
    /// An address that is none, or that holds a password; a folder that is not there.
    pub fn read(text: &str, here: &Path) -> Result<Self, OriginError> {
        let refuse = |reason: &str| OriginError::Address {
            // What follows the scheme may hold a password: it is not repeated.
            text: text.split("://").next().unwrap_or_default().to_owned() + "://…",
            reason: reason.to_owned(),
        };
        if !text.contains("://") {
            let folder = here.join(text);
            return if folder.is_dir() {
                Ok(Self::Folder(folder))
            } else {
                Err(OriginError::NoFolder(text.to_owned()))
            };
        }
        let mut url = url::Url::parse(text).map_err(|error| refuse(&error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refuse("neither http nor https"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("it holds a user name or a password"));
        }
        url.set_fragment(None);
        url.set_query(None);
        Ok(Self::Url(url))
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Url(url) => url.fmt(f),
            Self::Folder(folder) => folder.display().fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_refused_and_not_repeated() {
        let error = Origin::read("https://me:hush@portal.example", Path::new(".")).unwrap_err();
        assert!(!error.to_string().contains("hush"), "{error}");
    }

    #[test]
    fn other_schemes_are_refused() {
        assert!(Origin::read("file:///etc", Path::new(".")).is_err());
        assert!(Origin::read("https://", Path::new(".")).is_err());
    }

    #[test]
    fn a_folder_is_relative_to_where_the_user_stands() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("docs")).unwrap();
        let origin = Origin::read("docs", folder.path()).unwrap();
        assert_eq!(origin, Origin::Folder(folder.path().join("docs")));
    }
}
