//! [`Data`]: JSON that keeps the digits of its numbers.

use std::fmt;

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// JSON that keeps the digits of its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    Null,
    Bool(bool),
    /// As it was written.
    Number(String),
    String(String),
    Array(Vec<Data>),
    Object(IndexMap<String, Data>),
}

/// How deep values may lie in each other.
const DEPTH: usize = 64;

impl Data {
    /// Reads JSON text. Of a member that stands twice the last holds.
    ///
    /// # Errors
    /// What is wrong, without a word of the text itself.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, &'static str> {
        let text = std::str::from_utf8(bytes).map_err(|_| "must be UTF-8")?;
        // One pass finds out whether all of it is JSON, without recursion.
        let whole: &RawValue = serde_json::from_str(text).map_err(|_| "must be JSON")?;
        Self::from_raw(whole, DEPTH)
    }

    fn from_raw(raw: &RawValue, depth: usize) -> Result<Self, &'static str> {
        let text = raw.get();
        let wrong = |_| "must be JSON";
        let depth = depth
            .checked_sub(1)
            .ok_or("must not lie deeper than 64 levels")?;
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text).map_err(wrong)?;
                let read = |(name, value)| Ok((name, Self::from_raw(value, depth)?));
                Self::Object(
                    members
                        .into_iter()
                        .map(read)
                        .collect::<Result<_, &'static str>>()?,
                )
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text).map_err(wrong)?;
                Self::Array(
                    items
                        .into_iter()
                        .map(|item| Self::from_raw(item, depth))
                        .collect::<Result<_, _>>()?,
                )
            }
            Some(b'"') => Self::String(serde_json::from_str(text).map_err(wrong)?),
            Some(b't') => Self::Bool(true),
            Some(b'f') => Self::Bool(false),
            Some(b'n') => Self::Null,
            _ => Self::Number(text.to_owned()),
        })
    }

    /// Writes it as JSON, every digit as it was read.
    pub(crate) fn write(&self, out: &mut String) {
        let text = |text: &str, out: &mut String| {
            // Text can always be written, so that nothing is ever left out.
            out.push_str(&serde_json::to_string(text).unwrap_or_default());
        };
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(digits) => out.push_str(digits),
            Self::String(value) => text(value, out),
            Self::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    text(name, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// The members of an object, as they stand there.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stay() {
        let data = Data::read(br#" {"a": [1250.10, null, true], "b": "\u00e9"} "#).unwrap();
        let Data::Object(members) = data else {
            panic!("no object")
        };
        assert_eq!(
            members.get("a"),
            Some(&Data::Array(vec![
                Data::Number("1250.10".to_owned()),
                Data::Null,
                Data::Bool(true)
            ]))
        );
        assert_eq!(members.get("b"), Some(&Data::String("é".to_owned())));
    }

    #[test]
    fn of_a_member_that_stands_twice_the_last_holds() {
        let mut written = String::new();
        let data = Data::read(br#"{"a":1,"b":2,"a":3}"#).unwrap();
        data.write(&mut written);
        assert_eq!(written, r#"{"a":3,"b":2}"#);
    }

    #[test]
    fn what_is_written_is_what_was_read() {
        let text = r#"{"a":[1250.10,-1e400,null,true,{}],"b\"c":"\u0007é"}"#;
        let mut written = String::new();
        Data::read(text.as_bytes()).unwrap().write(&mut written);
        assert_eq!(written, text);
    }

    #[test]
    fn what_is_hostile_is_refused_in_words() {
        assert_eq!(Data::read(b"{"), Err("must be JSON"));
        assert_eq!(Data::read(b"1 2"), Err("must be JSON"));
        assert_eq!(Data::read(&[0xff]), Err("must be UTF-8"));
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(
            Data::read(deep.as_bytes()),
            Err("must not lie deeper than 64 levels")
        );
        assert!(Data::read(br#""\ud800""#).is_err());
    }
}
