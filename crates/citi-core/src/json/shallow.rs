//! One level of a JSON text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::Number;

/// One level of a JSON text: what is inside is still text.
pub(crate) enum Shallow<'a> {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    List(Vec<&'a RawValue>),
    Object(Vec<(String, &'a RawValue)>),
}

impl<'a> Shallow<'a> {
    /// Reads one level of `text`.
    pub(crate) fn read(text: &'a str) -> Result<Self, serde_json::Error> {
        Ok(match text.trim_ascii_start().as_bytes().first() {
            Some(b'{') => Self::Object(serde_json::from_str::<Entries<'a>>(text)?.0),
            Some(b'[') => Self::List(serde_json::from_str(text)?),
            Some(b'"') => Self::String(serde_json::from_str(text)?),
            Some(b't' | b'f') => Self::Bool(serde_json::from_str(text)?),
            Some(b'n') => {
                serde_json::from_str::<()>(text)?;
                Self::Null
            }
            _ => Self::Number(serde_json::from_str(text)?),
        })
    }
}

/// The members of an object, in order, double names included.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }

        deserializer.deserialize_map(Collect).map(Entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_level_is_read_and_the_rest_is_text() {
        let Shallow::Object(entries) = Shallow::read(r#" {"b":[1, 2],"a\n":"x"} "#).unwrap() else {
            panic!("an object");
        };
        let texts: Vec<_> = entries
            .iter()
            .map(|(key, value)| (key.as_str(), value.get()))
            .collect();
        assert_eq!(texts, [("b", "[1, 2]"), ("a\n", "\"x\"")]);
        assert!(matches!(Shallow::read("null"), Ok(Shallow::Null)));
        assert!(matches!(Shallow::read("true"), Ok(Shallow::Bool(true))));
        assert!(matches!(Shallow::read("1.50"), Ok(Shallow::Number(n)) if n.as_str() == "1.50"));
        assert!(matches!(Shallow::read("\"a\\u0062\""), Ok(Shallow::String(s)) if s == "ab"));
        for bad in ["", "nul", "[1", "{\"a\"}", "1.", "'a'"] {
            assert!(Shallow::read(bad).is_err(), "{bad}");
        }
    }
}
