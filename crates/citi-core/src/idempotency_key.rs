//! [`IdempotencyKey`]: the name of a write.

use std::fmt;

use crate::Error;

/// The name of a write, the same on each attempt, so that the bank does it once.
///
/// ```
/// use citi_core::IdempotencyKey;
/// let key = IdempotencyKey::new("invoice-2026-0042")?;
/// assert_eq!(key.as_str(), "invoice-2026-0042");
/// assert!(IdempotencyKey::new("two\nlines").is_err());
/// # Ok::<(), citi_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// A key of one's own.
    ///
    /// # Errors
    /// If it is not 1 to 255 visible ASCII characters, which is what a header carries unchanged.
    pub fn new(key: impl Into<String>) -> Result<Self, Error> {
        let key = key.into();
        match (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()) {
            true => Ok(Self(key)),
            false => Err(Error::refused(
                "an idempotency key is 1 to 255 visible ASCII characters, such as a UUID",
            )),
        }
    }

    /// A key of these random bytes: a UUID of version 4 (RFC 9562 §5.4).
    pub(crate) fn random(bytes: [u8; 16]) -> Self {
        Self(
            uuid::Builder::from_random_bytes(bytes)
                .into_uuid()
                .to_string(),
        )
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<uuid::Uuid> for IdempotencyKey {
    fn from(id: uuid::Uuid) -> Self {
        Self(id.to_string())
    }
}

impl std::str::FromStr for IdempotencyKey {
    type Err = Error;

    fn from_str(key: &str) -> Result<Self, Error> {
        Self::new(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_bytes_are_a_uuid() {
        let key = IdempotencyKey::random([7; 16]);
        assert_eq!(key.as_str(), "07070707-0707-4707-8707-070707070707");
        assert_ne!(IdempotencyKey::random([8; 16]), key);
    }

    #[test]
    fn only_what_a_header_carries_is_a_key() {
        for bad in ["", "a b", "é", "a\r\nb", &"k".repeat(256)] {
            assert!(IdempotencyKey::new(bad).is_err(), "{bad:?}");
        }
    }
}
