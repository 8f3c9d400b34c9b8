//! [`SecretError`]: why there is no secret.

use std::fmt;

use crate::error::clean;

/// Why a secret is not to be had. It names the place, and never the secret.
///
/// ```
/// let error = citi_core::SecretError::new("the safe is locked");
/// assert_eq!(error.to_string(), "no secret: the safe is locked");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretError(String);

impl SecretError {
    /// For this reason, which is made fit to be shown: what looks like a token or a number of an account is taken out.
    #[must_use]
    pub fn new(reason: impl fmt::Display) -> Self {
        Self(clean(&reason.to_string(), 300))
    }

    /// For this reason, all of whose words are known to be fit to be shown: names that the program gave, which may be long.
    #[cfg(feature = "keyring")]
    pub(super) fn by_name(reason: impl fmt::Display) -> Self {
        Self(reason.to_string())
    }

    #[cfg(feature = "keyring")]
    pub(super) fn reason(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no secret: {}", self.0)
    }
}

impl std::error::Error for SecretError {}
