//! [`ImageError`]: why an image can't be put back.

/// Why an image can't be put back. The sandbox is as it was before.
///
/// ```
/// use citi_sandbox::{Image, ImageError};
///
/// let error = r#"{"version": 0, "parts": {}}"#.parse::<Image>().unwrap_err();
/// assert!(matches!(error, ImageError::OtherVersion { found: 0, .. }));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImageError {
    /// It is of another version of this crate.
    #[error(
        "the image is of version {found}, and this sandbox reads version {read}; use the sandbox that made it, or take the image anew"
    )]
    OtherVersion {
        /// Its version.
        found: u32,
        /// The version that this crate reads and writes.
        read: u32,
    },
    /// It is not whole, or was changed.
    #[error("the image is damaged: {part} {reason}; take another image")]
    Damaged {
        /// Which part of it.
        part: String,
        /// What is wrong, and where: never what it says.
        reason: String,
    },
}

impl From<crate::faults::FaultError> for ImageError {
    fn from(error: crate::faults::FaultError) -> Self {
        Self::Damaged {
            part: "the origin".to_owned(),
            reason: format!("has a fault that is none: {error}"),
        }
    }
}

impl ImageError {
    pub(crate) fn unreadable(part: &str, error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        Self::Damaged {
            part: part.to_owned(),
            reason: format!("can't be read at line {line}, column {column}"),
        }
    }
}
