//! [`LimitError`]: why a call does not get its turn.

use std::fmt;

/// Why a call does not get its turn. Nothing was sent.
///
/// ```
/// use citi_core::LimitError;
/// let error = LimitError::too_long("the next call is free in an hour");
/// assert!(error.to_string().contains("an hour"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct LimitError {
    reason: String,
}

impl LimitError {
    /// Its turn comes after the time that the call has left.
    #[must_use]
    pub fn too_long(reason: impl fmt::Display) -> Self {
        Self {
            reason: reason.to_string(),
        }
    }
}
