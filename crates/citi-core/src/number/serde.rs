//! Reading and writing: the digits as they came.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Number, NumberError};
use crate::json::raw;

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(raw::name(), NumberVisitor)
    }
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or a string that holds one")
    }

    /// JSON text, by the way in which serde_json hands it over: the number as it stands there.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Number, A::Error> {
        raw::text(map, |text| match text.as_bytes().first() {
            Some(b'"') => match text.trim_matches('"') {
                plain if plain.len() + 2 == text.len() => Number::new(plain.trim_ascii()),
                _ => Err(NumberError::Grammar),
            },
            _ => Number::new(text),
        })?
        .map_err(A::Error::custom)
    }

    /// Every other format, and what serde has buffered.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, other: D) -> Result<Number, D::Error> {
        other.deserialize_any(self)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Number, E> {
        Number::new(text.trim_ascii()).map_err(E::custom)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Number, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Number, E> {
        Ok(value.into())
    }

    fn visit_i128<E>(self, value: i128) -> Result<Number, E> {
        Ok(value.into())
    }

    fn visit_u128<E>(self, value: u128) -> Result<Number, E> {
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Number, E> {
        Number::new(&value.to_string()).map_err(E::custom)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(self.as_str())
            .map_err(S::Error::custom)?
            .serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};

    use super::Number;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Account {
        balance: Number,
        limit: Option<Number>,
        history: Vec<BTreeMap<String, Number>>,
    }

    const TEXT: &str = r#"{"balance":123456789012345678901234567890.123,"limit":null,"history":[{"a":1E-30,"b":0.10},{"c":1e300}]}"#;

    #[test]
    fn digits_survive_at_any_depth_from_any_source() {
        let from_str: Account = serde_json::from_str(TEXT).unwrap();
        let from_slice: Account = serde_json::from_slice(TEXT.as_bytes()).unwrap();
        let from_reader: Account = serde_json::from_reader(TEXT.as_bytes()).unwrap();
        for account in [from_str, from_slice, from_reader] {
            assert_eq!(serde_json::to_string(&account).unwrap(), TEXT);
        }
    }

    #[test]
    fn a_string_of_digits_is_a_number() {
        let read = |text: &str| serde_json::from_str::<Number>(text).map(|n| n.as_str().to_owned());
        assert_eq!(read(r#""12.50""#).unwrap(), "12.50");
        assert_eq!(read(r#"" 7 ""#).unwrap(), "7");
        assert_eq!(read("  12.50 ").unwrap(), "12.50");
        for bad in [
            "\"\"",
            "\"12,5\"",
            "null",
            "true",
            "[1]",
            "{\"a\":1}",
            "\"\\u0031\"",
            "\"1",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_error_does_not_show_the_value() {
        let error =
            serde_json::from_str::<Account>(r#"{"balance":"4111111111111111x"}"#).unwrap_err();
        assert!(!error.to_string().contains("4111"), "{error}");
    }

    #[test]
    fn other_sources_give_what_they_have() {
        let value = serde_json::json!({"balance": 7, "limit": 1.5, "history": [{"a": "2.50"}]});
        let account: Account = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(account.balance.as_str(), "7");
        assert_eq!(account.limit.as_ref().unwrap().as_str(), "1.5");
        assert_eq!(account.history[0]["a"].as_str(), "2.50");
        assert_eq!(
            serde_json::to_value(&account).unwrap()["balance"],
            value["balance"]
        );

        #[derive(Deserialize)]
        struct Open {
            #[serde(flatten)]
            rest: BTreeMap<String, Number>,
        }
        let open: Open = serde_json::from_str(r#"{"a":12,"b":-1.5,"c":"3"}"#).unwrap();
        let texts: Vec<_> = open.rest.values().map(Number::as_str).collect();
        assert_eq!(texts, ["12", "-1.5", "3"]);
    }

    proptest! {
        #[test]
        fn what_is_read_is_written(text in "-?(0|[1-9][0-9]{0,60})(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,20})?") {
            let list = format!("[{text},{text}]");
            let numbers: Vec<Number> = serde_json::from_str(&list).unwrap();
            prop_assert_eq!(serde_json::to_string(&numbers).unwrap(), list);
        }
    }
}
