//! [`Refused`]: a request that is not sent.

use std::fmt;

/// A request that is refused before anything is sent.
///
/// The message names the place and what to do, and never the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    message: String,
}

impl Refused {
    /// Refuses the value of `name`, a parameter or a property, for `reason`.
    pub fn new(name: &str, reason: impl fmt::Display) -> Self {
        Self {
            message: format!("`{name}` {reason}"),
        }
    }

    /// The message.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refused {}

impl<E> From<Refused> for progenitor_client::Error<E> {
    fn from(refused: Refused) -> Self {
        Self::InvalidRequest(refused.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_travels_as_an_invalid_request() {
        let refused = Refused::new("limit", "must be at most 100");
        assert_eq!(refused.to_string(), "`limit` must be at most 100");
        let error: progenitor_client::Error<()> = refused.into();
        assert!(
            matches!(error, progenitor_client::Error::InvalidRequest(text) if text.contains("limit"))
        );
    }
}
