//! Integers and booleans as banks send them: `12`, `"12"`, `12.0`; `true`, `"TRUE"`.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use crate::{Map, Number};

/// Reads a value that holds integers or booleans, each in any form that says the same.
///
/// # Errors
/// If the value says something else.
pub fn read<'de, T: Lenient<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// A value that is read leniently.
pub trait Lenient<'de>: Sized {
    /// Reads one.
    ///
    /// # Errors
    /// If the value is none.
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads leniently where `Deserialize` is asked for.
pub(super) struct Lax<T>(pub(super) T);

impl<'de, T: Lenient<'de>> Deserialize<'de> for Lax<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

macro_rules! integer {
    ($($ty:ty, $name:literal, $view:ident;)*) => {
        $(impl<'de> Lenient<'de> for $ty {
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Integer;

                impl Visitor<'_> for Integer {
                    type Value = $ty;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($name)
                    }

                    fn visit_i64<E: Error>(self, value: i64) -> Result<$ty, E> {
                        <$ty>::try_from(value).map_err(|_| E::invalid_value(Unexpected::Other("another number"), &self))
                    }

                    fn visit_u64<E: Error>(self, value: u64) -> Result<$ty, E> {
                        <$ty>::try_from(value).map_err(|_| E::invalid_value(Unexpected::Other("another number"), &self))
                    }

                    fn visit_f64<E: Error>(self, value: f64) -> Result<$ty, E> {
                        self.visit_str(&value.to_string())
                    }

                    fn visit_str<E: Error>(self, text: &str) -> Result<$ty, E> {
                        // The text itself may be secret: it is not repeated.
                        Number::new(text.trim())
                            .ok()
                            .and_then(|number| number.$view().ok())
                            .ok_or_else(|| E::invalid_value(Unexpected::Other("another text"), &self))
                    }
                }

                deserializer.deserialize_any(Integer)
            }
        })*
    };
}

integer! {
    i64, "an integer", to_i64;
    u64, "an integer that is not negative", to_u64;
}

impl<'de> Lenient<'de> for bool {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Flag;

        impl Visitor<'_> for Flag {
            type Value = bool;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true or false")
            }

            fn visit_bool<E: Error>(self, flag: bool) -> Result<bool, E> {
                Ok(flag)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
                // Some banks quote the word once more.
                match text.trim().trim_matches('"').to_ascii_lowercase().as_str() {
                    "true" => Ok(true),
                    "false" => Ok(false),
                    _ => Err(E::invalid_value(Unexpected::Other("another text"), &self)),
                }
            }
        }

        deserializer.deserialize_any(Flag)
    }
}

impl<'de, T: Lenient<'de>> Lenient<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<Lax<T>>::deserialize(deserializer)?.map(|lax| lax.0))
    }
}

impl<'de, T: Lenient<'de>> Lenient<'de> for Box<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Box::new)
    }
}

impl<'de, T: Lenient<'de>> Lenient<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<T>(PhantomData<T>);

        impl<'de, T: Lenient<'de>> Visitor<'de> for List<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
                // A size that the sender announces is not trusted with memory.
                let mut list = Vec::with_capacity(items.size_hint().unwrap_or(0).min(1024));
                while let Some(Lax(item)) = items.next_element()? {
                    list.push(item);
                }
                Ok(list)
            }
        }

        deserializer.deserialize_seq(List(PhantomData))
    }
}

impl<'de, T: Lenient<'de>> Lenient<'de> for Map<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<T>(PhantomData<T>);

        impl<'de, T: Lenient<'de>> Visitor<'de> for Members<T> {
            type Value = Map<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Map<T>, A::Error> {
                let mut map = Map::new();
                while let Some((key, Lax(value))) = members.next_entry::<String, _>()? {
                    map.insert(key, value);
                }
                Ok(map)
            }
        }

        deserializer.deserialize_map(Members(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lax<'de, T: Lenient<'de>>(text: &'de str) -> Result<T, serde_json::Error> {
        serde_json::from_str::<Lax<T>>(text).map(|lax| lax.0)
    }

    #[test]
    fn every_way_to_say_twelve_is_twelve() {
        for text in ["12", "\"12\"", "12.0", "\" 12 \"", "1.2e1"] {
            assert_eq!(lax::<i64>(text).unwrap(), 12, "{text}");
        }
        for text in ["12.5", "\"twelve\"", "true", "99999999999999999999", "null"] {
            assert!(lax::<i64>(text).is_err(), "{text}");
        }
        assert!(lax::<u64>("-1").is_err());
        assert_eq!(lax::<u64>("18446744073709551615").unwrap(), u64::MAX);
    }

    #[test]
    fn every_way_to_say_true_is_true() {
        for text in ["true", "\"true\"", "\"TRUE\"", "\"\\\"True\\\"\""] {
            assert!(lax::<bool>(text).unwrap(), "{text}");
        }
        assert!(lax::<bool>("1").is_err());
    }

    #[test]
    fn leniency_reaches_inside() {
        assert_eq!(
            lax::<Option<Vec<i64>>>("[1,\"2\"]").unwrap(),
            Some(vec![1, 2])
        );
        assert_eq!(lax::<Option<i64>>("null").unwrap(), None);
        assert_eq!(
            lax::<Map<bool>>("{\"a\":\"false\"}").unwrap().get("a"),
            Some(&false)
        );
    }

    #[test]
    fn an_error_does_not_repeat_what_it_read() {
        let error = lax::<i64>("\"4111111111111111x\"").unwrap_err().to_string();
        assert!(!error.contains("4111"), "{error}");
    }
}
