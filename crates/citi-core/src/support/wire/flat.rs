//! A value as a parameter sees it: a scalar, a list of scalars, an object of scalars.

use serde::Serialize;
use serde_json::value::RawValue;

use super::Refused;
use crate::json::Shallow;

/// How deep `a[b][c]` goes before it is refused.
const DEPTH: usize = 32;

/// A value, flat. What is absent (`null`) is left out; what is not scalar inside is JSON.
#[derive(Debug, PartialEq)]
pub(super) enum Flat {
    None,
    Scalar(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

impl Flat {
    /// Flattens the value of `name`.
    pub(super) fn new<T: Serialize + ?Sized>(name: &str, value: &T) -> Result<Self, Refused> {
        Self::read(name, &text(name, value)?)
    }

    /// Flattens JSON text.
    pub(super) fn read(name: &str, json: &str) -> Result<Self, Refused> {
        Ok(match level(name, json)? {
            Shallow::List(items) => Self::List(
                items
                    .into_iter()
                    .filter_map(|item| scalar(name, item).transpose())
                    .collect::<Result<_, _>>()?,
            ),
            Shallow::Object(entries) => Self::Object(
                entries
                    .into_iter()
                    .filter_map(|(key, value)| match scalar(name, value) {
                        Ok(value) => value.map(|value| Ok((key, value))),
                        Err(refused) => Some(Err(refused)),
                    })
                    .collect::<Result<_, _>>()?,
            ),
            other => plain(other).map_or(Self::None, Self::Scalar),
        })
    }
}

/// The JSON text of a value.
pub(super) fn text<T: Serialize + ?Sized>(name: &str, value: &T) -> Result<String, Refused> {
    serde_json::to_string(value)
        .map_err(|error| Refused::about(name, format_args!("cannot be written: {error}")))
}

/// One level of JSON text.
pub(super) fn level<'a>(name: &str, json: &'a str) -> Result<Shallow<'a>, Refused> {
    Shallow::read(json).map_err(|_| Refused::about(name, "cannot be written: it is no JSON"))
}

/// The text of a scalar; `None` for `null` and for what is no scalar.
fn plain(level: Shallow<'_>) -> Option<String> {
    match level {
        Shallow::Bool(value) => Some(value.to_string()),
        Shallow::Number(value) => Some(value.to_string()),
        Shallow::String(value) => Some(value),
        Shallow::Null | Shallow::List(_) | Shallow::Object(_) => None,
    }
}

fn scalar(name: &str, value: &RawValue) -> Result<Option<String>, Refused> {
    Ok(match level(name, value.get())? {
        Shallow::List(_) | Shallow::Object(_) => Some(value.get().to_owned()),
        other => plain(other),
    })
}

/// Writes `name[a][b]=c` for every scalar in an object. A list of scalars repeats its name; the
/// objects of a list are numbered: `name[0][a]=b`.
pub(super) fn deep(
    name: &str,
    json: &str,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), Refused> {
    walk(name, name.to_owned(), json, pairs, DEPTH)
}

fn walk(
    name: &str,
    key: String,
    json: &str,
    pairs: &mut Vec<(String, String)>,
    depth: usize,
) -> Result<(), Refused> {
    let Some(below) = depth.checked_sub(1) else {
        return Err(Refused::about(
            name,
            "is too deep to be written as pairs of names and values",
        ));
    };
    match level(name, json)? {
        Shallow::Object(entries) => {
            for (member, value) in entries {
                walk(name, format!("{key}[{member}]"), value.get(), pairs, below)?;
            }
        }
        Shallow::List(items) => {
            for (at, item) in items.into_iter().enumerate() {
                let inside = item.get().starts_with(['{', '[']);
                let key = if inside {
                    format!("{key}[{at}]")
                } else {
                    key.clone()
                };
                walk(name, key, item.get(), pairs, below)?;
            }
        }
        other => pairs.extend(plain(other).map(|value| (key, value))),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(json: &str) -> Flat {
        Flat::read("n", json).unwrap()
    }

    #[test]
    fn scalars_lists_and_objects() {
        let texts = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        assert_eq!(flat("null"), Flat::None);
        assert_eq!(flat("1.50"), Flat::Scalar("1.50".to_owned()));
        assert_eq!(flat("\"a\\u0062\""), Flat::Scalar("ab".to_owned()));
        assert_eq!(flat("true"), Flat::Scalar("true".to_owned()));
        assert_eq!(
            flat(r#"[1E-30,"a",null,false,{"b":1.0}]"#),
            Flat::List(texts(&["1E-30", "a", "false", "{\"b\":1.0}"]))
        );
        let Flat::Object(entries) = flat(r#"{"a":0.10,"b":null,"c":[1]}"#) else {
            panic!("an object");
        };
        assert_eq!(
            entries,
            [
                ("a".to_owned(), "0.10".to_owned()),
                ("c".to_owned(), "[1]".to_owned())
            ]
        );
    }

    #[test]
    fn deep_objects_are_pairs() {
        let mut pairs = Vec::new();
        deep(
            "n",
            r#"{"a":{"b":1.0,"c":[1,2]},"d":[{"e":"f"}],"g":null}"#,
            &mut pairs,
        )
        .unwrap();
        let texts: Vec<String> = pairs
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        assert_eq!(
            texts,
            ["n[a][b]=1.0", "n[a][c]=1", "n[a][c]=2", "n[d][0][e]=f"]
        );
        let bottomless = format!("{}1{}", "[".repeat(60), "]".repeat(60));
        assert!(
            deep("n", &bottomless, &mut pairs)
                .unwrap_err()
                .to_string()
                .contains("too deep")
        );
    }

    #[test]
    fn what_cannot_be_written_is_refused_by_name() {
        let refused = Flat::new("scan", &crate::Bytes::from(vec![0xff])).unwrap_err();
        assert!(
            refused.to_string().starts_with("`scan` cannot be written"),
            "{refused}"
        );
    }
}
