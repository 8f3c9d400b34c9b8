//! A call that was not sent because it is not what the document allows.

use std::fmt;

/// A call, or a value for one, that is refused on this side: nothing was sent.
///
/// The text names the field and the rule, never the value: that may be an account number.
///
/// ```
/// let refused = citi_core::Refused::new("amount must be at least 0.01");
/// assert_eq!(refused.to_string(), "amount must be at least 0.01");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(String);

impl Refused {
    /// Refused for this reason.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }

    /// The value of this parameter or property is refused.
    pub(crate) fn about(name: &str, reason: impl fmt::Display) -> Self {
        Self(format!("`{name}` {reason}"))
    }
}
