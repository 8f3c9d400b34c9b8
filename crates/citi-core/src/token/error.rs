//! [`TokenError`]: why there is no token.

use std::fmt;
use std::sync::Arc;

use crate::error::clean;

/// Why there is no token. It can be copied: all calls that waited for the token are told.
///
/// ```
/// use citi_core::TokenError;
/// let error = TokenError::new("the vault does not answer");
/// assert_eq!(error.to_string(), "no token: the vault does not answer");
/// assert_eq!(error.code(), None);
/// ```
#[derive(Clone)]
pub struct TokenError {
    reason: String,
    code: Option<String>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl TokenError {
    /// For this reason, which is made fit to be shown: what looks like a token or a number of an
    /// account is taken out.
    #[must_use]
    pub fn new(reason: impl fmt::Display) -> Self {
        Self {
            reason: clean(&reason.to_string(), 300),
            code: None,
            source: None,
        }
    }

    /// With the code that the token endpoint gave (RFC 6749 §5.2).
    #[must_use]
    pub(crate) fn with_code(mut self, code: Option<&str>) -> Self {
        self.code = code.map(|code| clean(code, 60));
        self
    }

    /// With the error that it comes from, which shows as it is: it must not have secrets in it.
    #[must_use]
    pub fn with_source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// What the token endpoint said (RFC 6749 §5.2): `invalid_client`, `invalid_scope`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no token: {}", self.reason)
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenError")
            .field("reason", &self.reason)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_shows_is_clean() {
        let error = TokenError::new("bad token=eyJhbGciOiJIUzI1NiJ9.e30\nof 123456789")
            .with_code(Some("invalid\nclient"));
        assert_eq!(error.to_string(), "no token: bad [redacted] of [redacted]");
        assert_eq!(error.code(), Some("invalid client"));
    }
}
