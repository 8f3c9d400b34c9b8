//! [`Secret`]: text that is never shown.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text;

/// Text that is never shown: `Debug` says `[redacted]`, and its memory is overwritten when it is
/// dropped.
///
/// It is written where it must go, by `Serialize`; code that needs it says [`expose`](Self::expose).
///
/// ```
/// use citi_core::Secret;
///
/// let pin = Secret::from("2580");
/// assert_eq!(format!("{pin:?}"), "[redacted]");
/// assert_eq!(pin.expose(), "2580");
/// assert_eq!(serde_json::to_string(&pin)?, r#""2580""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl PartialEq for Secret {
    /// Looks at every byte, so that the time it takes does not say where the first difference is.
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.expose().as_bytes(), other.expose().as_bytes());
        a.len() == b.len() && a.iter().zip(b).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equality_is_by_content() {
        assert_eq!(Secret::from("a"), Secret::from("a".to_owned()));
        assert_ne!(Secret::from("ab"), Secret::from("ac"));
        assert_ne!(Secret::from("a"), Secret::from("ab"));
    }

    #[test]
    fn a_number_is_taken_as_its_text() {
        assert_eq!(
            serde_json::from_str::<Secret>("2580").unwrap().expose(),
            "2580"
        );
    }
}
