//! [`DeliveryId`].

use std::fmt;

/// What a delivery is known by when it comes again: an id that the sender signed, or a digest of what was signed.
///
/// ```
/// use citi_core::webhook::DeliveryId;
/// assert_eq!(DeliveryId::new("evt-1").as_str(), "evt-1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeliveryId(String);

impl DeliveryId {
    /// The id with this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DeliveryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
