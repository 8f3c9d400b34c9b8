//! Objects with members that the document does not name, read over their raw text.

use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, Visitor};

use crate::support::lenient::{Lax, Lenient};
use crate::{Json, Map};

/// The members of an object, each taken once.
pub struct Object {
    members: Map<Json>,
}

impl Object {
    /// Reads an object.
    ///
    /// # Errors
    /// If the value is no object.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Map<Json>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Map<Json>, A::Error> {
                let mut members = Map::new();
                while let Some((key, value)) = map.next_entry::<String, Json>()? {
                    members.insert(key, value);
                }
                Ok(members)
            }
        }

        Ok(Self {
            members: deserializer.deserialize_map(Members)?,
        })
    }

    /// Takes a member that must be there.
    ///
    /// # Errors
    /// If it is missing or of another type.
    pub fn required<T: DeserializeOwned, E: Error>(&mut self, name: &'static str) -> Result<T, E> {
        match self.members.remove(name) {
            Some(value) => parse(name, &value),
            // A type that takes `null` takes an absent member too.
            None => serde_json::from_str("null").map_err(|_| E::missing_field(name)),
        }
    }

    /// Takes a member that may be missing or null.
    ///
    /// # Errors
    /// If it is of another type.
    pub fn optional<T: DeserializeOwned, E: Error>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, E> {
        match self.members.remove(name) {
            Some(value) => parse(name, &value),
            None => Ok(None),
        }
    }

    /// As [`Self::required`], for what holds integers or booleans.
    ///
    /// # Errors
    /// As [`Self::required`].
    pub fn required_lenient<T, E: Error>(&mut self, name: &'static str) -> Result<T, E>
    where
        T: for<'de> Lenient<'de>,
    {
        match self.members.remove(name) {
            Some(value) => parse::<Lax<T>, E>(name, &value).map(|lax| lax.0),
            None => Err(E::missing_field(name)),
        }
    }

    /// As [`Self::optional`], for what holds integers or booleans.
    ///
    /// # Errors
    /// As [`Self::optional`].
    pub fn optional_lenient<T, E: Error>(&mut self, name: &'static str) -> Result<Option<T>, E>
    where
        T: for<'de> Lenient<'de>,
    {
        match self.members.remove(name) {
            Some(value) => Ok(parse::<Option<Lax<T>>, E>(name, &value)?.map(|lax| lax.0)),
            None => Ok(None),
        }
    }

    /// What nobody took, in the order in which it came.
    ///
    /// # Errors
    /// If a member is of another type.
    pub fn rest<T: DeserializeOwned, E: Error>(self) -> Result<Map<T>, E> {
        self.members
            .into_iter()
            .map(|(key, value)| {
                Ok((
                    key,
                    parse("a member that the document does not name", &value)?,
                ))
            })
            .collect::<Result<_, E>>()
    }
}

fn parse<T: DeserializeOwned, E: Error>(name: &str, value: &Json) -> Result<T, E> {
    value
        .parse()
        .map_err(|error| E::custom(format_args!("{name}: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_survive_in_what_nobody_named() {
        let text = r#"{"a":1,"b":0.10000000000000000000000000000000001,"c":{"d":1e-30}}"#;
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let mut object = Object::read(&mut deserializer).unwrap();
        let a: i64 = object
            .required_lenient::<_, serde_json::Error>("a")
            .unwrap();
        let missing: Option<String> = object.optional::<_, serde_json::Error>("x").unwrap();
        let rest: Map<Json> = object.rest::<_, serde_json::Error>().unwrap();
        assert_eq!((a, missing), (1, None));
        assert_eq!(
            rest.get("b").unwrap().as_str(),
            "0.10000000000000000000000000000000001"
        );
        assert_eq!(rest.get("c").unwrap().as_str(), "{\"d\":1e-30}");
    }
}
