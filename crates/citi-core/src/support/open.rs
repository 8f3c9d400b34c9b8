//! Open enums.

/// Gives an enum of strings with an `Unknown(String)` variant what every such enum has. For generated code.
///
/// The enum has `as_str` and `From<String>`; it gets `From<&str>`, `Display`, `AsRef<str>`, serde's traits and the check
/// that an unknown value is not sent.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($name:ident) => {
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::from(text.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = Self::from($crate::support::open::text(deserializer)?);
                if let Self::Unknown(text) = &value {
                    $crate::support::open::met_unknown(stringify!($name), text);
                }
                Ok(value)
            }
        }

        impl $crate::support::check::Check for $name {
            fn facts(&self) -> $crate::support::check::Facts<'_> {
                $crate::support::check::Facts::Text(self.as_str())
            }

            fn check(&self, at: &mut $crate::support::check::Findings) {
                if let Self::Unknown(_) = self {
                    at.unknown();
                }
            }
        }
    };
}

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

use crate::deviation::{DeviationKind, met};

/// Notes a value that the document does not know; the arm of a union in which that happens fits worse.
pub fn met_unknown(type_name: &'static str, value: &str) {
    super::union::met_unknown();
    met(DeviationKind::UnknownValue, type_name, value);
}

/// Reads a text; a number or boolean is read as its text.
///
/// # Errors
/// If the value is neither.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct Text;

    impl Visitor<'_> for Text {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }

        fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
            Ok(text)
        }

        fn visit_bool<E: Error>(self, flag: bool) -> Result<String, E> {
            Ok(flag.to_string())
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<String, E> {
            Ok(number.to_string())
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<String, E> {
            Ok(number.to_string())
        }
    }

    deserializer.deserialize_any(Text)
}
