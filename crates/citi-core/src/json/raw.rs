//! How serde_json hands over the text of a value.
//!
//! `RawValue` asks the deserializer for a newtype of a certain name; serde_json answers with a map
//! of one entry, whose value is the text. `Box<RawValue>` would cost an allocation a number; going
//! the same way with a visitor of our own reads the borrowed text. The name is asked of serde_json
//! itself, so that a change of it is followed and never turns numbers into floats.

use std::fmt;
use std::sync::OnceLock;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor,
    value::Error as Stop,
};
use serde::forward_to_deserialize_any;
use serde_json::value::RawValue;

/// The name by which serde_json knows that its text is wanted.
pub(crate) fn name() -> &'static str {
    static NAME: OnceLock<&'static str> = OnceLock::new();
    NAME.get_or_init(|| {
        let mut name = "";
        // The probe always stops: it only listens.
        let _stopped = <&RawValue>::deserialize(Probe(&mut name));
        name
    })
}

/// Reads the text out of the map that serde_json gives, and hands it to `read`.
pub(crate) fn text<'de, A, T>(mut map: A, read: impl FnOnce(&str) -> T) -> Result<T, A::Error>
where
    A: MapAccess<'de>,
{
    match map.next_key_seed(Key)? {
        Some(true) => map.next_value_seed(Text(read)),
        _ => Err(A::Error::custom(
            "an object stands where another value is expected",
        )),
    }
}

/// Whether the key is the one by which the text is handed over, and not that of a true object.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(key == name())
    }
}

struct Text<F>(F);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for Text<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for Text<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a JSON value")
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(text))
    }
}

/// Listens for the name that `RawValue` asks for.
struct Probe<'a>(&'a mut &'static str);

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Stop;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _visitor: V,
    ) -> Result<V::Value, Stop> {
        *self.0 = name;
        Err(Stop::custom("heard"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Stop> {
        Err(Stop::custom("nothing to give"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serde_json_says_its_name() {
        assert!(!name().is_empty());
        assert!(name().contains("RawValue"), "{}", name());
    }
}
