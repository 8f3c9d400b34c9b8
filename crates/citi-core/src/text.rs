//! Reading text where a service may send a number or a boolean for it.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

/// Reads a string; a number or a boolean as its text.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct TextVisitor;

    impl Visitor<'_> for TextVisitor {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }

        fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
            Ok(text)
        }

        fn visit_bool<E: Error>(self, value: bool) -> Result<String, E> {
            Ok(value.to_string())
        }

        fn visit_i64<E: Error>(self, value: i64) -> Result<String, E> {
            Ok(value.to_string())
        }

        fn visit_u64<E: Error>(self, value: u64) -> Result<String, E> {
            Ok(value.to_string())
        }

        fn visit_f64<E: Error>(self, value: f64) -> Result<String, E> {
            Ok(value.to_string())
        }
    }

    deserializer.deserialize_any(TextVisitor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_booleans_are_text_too() {
        let read = |text: &str| deserialize(&mut serde_json::Deserializer::from_str(text)).ok();
        assert_eq!(read("\"a\\n\"").as_deref(), Some("a\n"));
        assert_eq!(read("20260131").as_deref(), Some("20260131"));
        assert_eq!(read("-1.5").as_deref(), Some("-1.5"));
        assert_eq!(read("true").as_deref(), Some("true"));
        assert_eq!(read("null"), None);
        assert_eq!(read("[]"), None);
    }
}
