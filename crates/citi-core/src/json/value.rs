//! The type itself.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _, MapAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::raw;

/// Any JSON value, kept as its text.
///
/// What was read is written back as it was, to the digit and the blank. Equality is by value:
/// numbers by their exact amount, members of objects in any order.
///
/// `Debug` shows the kind and the length, never the content, which may be anything; `Display` is
/// the text.
///
/// ```
/// use citi_core::{Json, Number};
///
/// let json: Json = r#"{"rate": 1.0850}"#.parse()?;
/// assert_eq!(json, r#"{"rate":1.085}"#.parse()?);
/// assert_eq!(format!("{json:?}"), "Json(object, 16 bytes)");
///
/// #[derive(serde::Deserialize)]
/// struct Quote { rate: Number }
/// assert_eq!(json.parse::<Quote>()?.rate.as_str(), "1.0850");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Json(Box<RawValue>);

impl Json {
    /// The JSON of a value.
    ///
    /// # Errors
    /// What the value's `Serialize` refuses.
    pub fn new<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Self)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// Reads it as a type.
    ///
    /// # Errors
    /// If it is no such value. The message may quote the value.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.as_str())
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.as_str() == "null"
    }

    fn kind(&self) -> &'static str {
        match self.as_str().as_bytes().first() {
            Some(b'{') => "object",
            Some(b'[') => "array",
            Some(b'"') => "string",
            Some(b't' | b'f') => "boolean",
            Some(b'n') => "null",
            _ => "number",
        }
    }
}

impl FromStr for Json {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        // The text of a `Value` is JSON, so that this never takes the default.
        RawValue::from_string(value.to_string())
            .map(Self)
            .unwrap_or_default()
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        super::equal::equal(self.as_str(), other.as_str())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({}, {} bytes)", self.kind(), self.as_str().len())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct JsonVisitor;

        impl<'de> Visitor<'de> for JsonVisitor {
            type Value = Json;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any JSON value")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Json, A::Error> {
                raw::text(map, |text| RawValue::from_string(text.to_owned()))?
                    .map(Json)
                    .map_err(A::Error::custom)
            }

            /// What serde has buffered, and every other format.
            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                other: D,
            ) -> Result<Json, D::Error> {
                serde_json::Value::deserialize(other).map(Json::from)
            }
        }

        deserializer.deserialize_newtype_struct(raw::name(), JsonVisitor)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_text_is_kept_and_written_back() {
        let text = r#"{"a":[{"b":1E-30},{"c": "x" }],"d":null}"#;
        let map: BTreeMap<String, Json> = serde_json::from_str(text).unwrap();
        assert_eq!(map["a"].as_str(), r#"[{"b":1E-30},{"c": "x" }]"#);
        assert!(map["d"].is_null());
        assert_eq!(serde_json::to_string(&map).unwrap(), text);
        assert_eq!(Json::default().as_str(), "null");
        assert!("{".parse::<Json>().is_err());
    }

    #[test]
    fn debug_never_shows_the_content() {
        let json = Json::new(&["4111111111111111"]).unwrap();
        assert_eq!(format!("{json:?}"), "Json(array, 20 bytes)");
        assert_eq!(json.to_string(), "[\"4111111111111111\"]");
    }

    #[test]
    fn buffered_values_are_taken_too() {
        #[derive(serde::Deserialize)]
        struct Open {
            #[serde(flatten)]
            rest: BTreeMap<String, Json>,
        }
        let open: Open = serde_json::from_str(r#"{"a":{"b":[1,2]},"c":"d"}"#).unwrap();
        assert_eq!(open.rest["a"].as_str(), r#"{"b":[1,2]}"#);
        assert_eq!(open.rest["c"].parse::<String>().unwrap(), "d");
    }
}
