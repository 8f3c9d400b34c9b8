//! Values in the query.
//!
//! reqwest encodes every pair as a form does, which is right for values and too much for what
//! stands between them (`ids=a,b`) and for reserved characters that a document wants kept. Those
//! are marked with characters that Unicode sets aside for use inside a process (the noncharacters
//! U+FDD0 and on), and put back once the request is built.

use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::flat::{Flat, deep, text};
use super::{Refused, Style};

/// The characters that can be kept as they are. Not among them: what would end the value or the
/// query (`&`, `+`, `#`) and what may not stand in a query (`[`, `]`).
const KEPT: [char; 13] = [
    ',', ':', '/', '?', '@', '!', '$', '\'', '(', ')', '*', ';', '=',
];

/// The first of the marks, in Unicode.
const FIRST_MARK: u32 = 0xfdd0;

/// The pairs of a query, for reqwest's `query`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryPairs(Vec<(String, String)>);

impl QueryPairs {
    /// Checks that no value has one of our marks.
    fn checked(name: &str, pairs: Vec<(String, String)>) -> Result<Self, Refused> {
        let marked = |text: &str| {
            text.chars()
                .any(|c| (FIRST_MARK..=0xfdef).contains(&u32::from(c)))
        };
        match pairs
            .iter()
            .any(|(key, value)| marked(key) || marked(value))
        {
            true => Err(Refused::about(
                name,
                "has a character that is not for interchange (U+FDD0 to U+FDEF)",
            )),
            false => Ok(Self(pairs)),
        }
    }

    fn map_values(mut self, change: impl Fn(String) -> String) -> Self {
        for (_, value) in &mut self.0 {
            *value = change(std::mem::take(value));
        }
        self
    }

    /// The pairs as a form writes them, with what was marked put back.
    pub(super) fn to_form(&self) -> String {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(&self.0);
        unmark(&form.finish())
    }

    /// The pairs with nothing encoded and nothing marked.
    pub(super) fn into_plain(self) -> Vec<(String, String)> {
        self.map_values(|value| {
            let kept = |c: char| KEPT.iter().copied().find(|kept| mark(*kept) == Some(c));
            value.chars().map(|c| kept(c).unwrap_or(c)).collect()
        })
        .0
    }

    /// More pairs at the end.
    pub(super) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }
}

impl Serialize for QueryPairs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for pair in &self.0 {
            list.serialize_element(pair)?;
        }
        list.end()
    }
}

/// Writes the value of a query parameter: no pair for `None` and for an empty list or object.
///
/// # Errors
/// If the value cannot be written.
pub fn query<T: Serialize + ?Sized>(
    name: &str,
    style: Style,
    explode: bool,
    allow_reserved: bool,
    value: &T,
) -> Result<QueryPairs, Refused> {
    pairs(name, style, explode, allow_reserved, &text(name, value)?)
}

/// Writes the value of a query parameter that is a JSON document of its own.
///
/// # Errors
/// If the value cannot be written.
pub fn query_json<T: Serialize + ?Sized>(name: &str, value: &T) -> Result<QueryPairs, Refused> {
    let json = text(name, value)?;
    match json.as_str() {
        "null" => Ok(QueryPairs::default()),
        _ => QueryPairs::checked(name, vec![(name.to_owned(), json)]),
    }
}

/// The pairs of a value in JSON text.
pub(super) fn pairs(
    name: &str,
    style: Style,
    explode: bool,
    allow_reserved: bool,
    json: &str,
) -> Result<QueryPairs, Refused> {
    let named = |value: String| (name.to_owned(), value);
    let row = |items: Vec<String>| -> Result<QueryPairs, Refused> {
        if items.is_empty() {
            return Ok(QueryPairs::default());
        }
        // Checked one by one, before they are joined by a mark.
        let items = QueryPairs::checked(name, items.into_iter().map(named).collect())?;
        let items = if allow_reserved {
            items.map_values(keep)
        } else {
            items
        };
        let separator = keep(style.separator().to_string());
        let values: Vec<String> = items.0.into_iter().map(|(_, value)| value).collect();
        Ok(QueryPairs(vec![named(values.join(&separator))]))
    };
    let list = match Flat::read(name, json)? {
        Flat::None => Vec::new(),
        Flat::Scalar(text) => vec![named(text)],
        Flat::List(items) if explode || style == Style::Deep => {
            items.into_iter().map(named).collect()
        }
        Flat::List(items) => return row(items),
        Flat::Object(_) if style == Style::Deep => {
            let mut list = Vec::new();
            deep(name, json, &mut list)?;
            list
        }
        Flat::Object(entries) if explode => entries,
        Flat::Object(entries) => {
            return row(entries
                .into_iter()
                .flat_map(|(key, value)| [key, value])
                .collect());
        }
    };
    let list = QueryPairs::checked(name, list)?;
    Ok(if allow_reserved {
        list.map_values(keep)
    } else {
        list
    })
}

/// Marks the characters that can be kept.
fn keep(text: String) -> String {
    text.chars().map(|c| mark(c).unwrap_or(c)).collect()
}

fn mark(c: char) -> Option<char> {
    let at = KEPT.iter().position(|kept| *kept == c)?;
    char::from_u32(FIRST_MARK + u32::try_from(at).ok()?)
}

/// Puts back what was marked, in encoded text.
fn unmark(query: &str) -> String {
    // The marks are U+FDD0 to U+FDDC: `%EF%B7%90` to `%EF%B7%9C`.
    let mut parts = query.split("%EF%B7%9");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let at = part
            .get(..1)
            .and_then(|digit| usize::from_str_radix(digit, 16).ok());
        match at.and_then(|at| KEPT.get(at)) {
            Some(kept) => {
                out.push(*kept);
                out.push_str(part.get(1..).unwrap_or_default());
            }
            None => {
                out.push_str("%EF%B7%9");
                out.push_str(part);
            }
        }
    }
    out
}

/// Puts back what was marked in the query of a built request, and writes blanks as `%20`, which
/// every server reads, for the `+` of forms, which only some do.
pub(crate) fn finish(url: &mut url::Url) {
    let Some(query) = url.query().filter(|query| query.contains(['+', '%'])) else {
        return;
    };
    let query = unmark(query).replace('+', "%20");
    url.set_query(Some(&query));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Json, Number};

    /// As it arrives at the bank.
    fn sent(pairs: &QueryPairs) -> String {
        let client = reqwest::Client::new();
        let mut request = client
            .get("https://bank.example/")
            .query(pairs)
            .build()
            .unwrap();
        finish(request.url_mut());
        request.url().query().unwrap_or_default().to_owned()
    }

    fn write<T: Serialize + ?Sized>(style: Style, explode: bool, value: &T) -> String {
        sent(&query("n", style, explode, false, value).unwrap())
    }

    #[test]
    fn every_style_writes_as_openapi_says() {
        let object: Json = r#"{"R":1.0,"G":"a b"}"#.parse().unwrap();
        for (style, explode, list, map) in [
            (Style::Form, true, "n=blue&n=a%2Cb", "R=1.0&G=a%20b"),
            (Style::Form, false, "n=blue,a%2Cb", "n=R,1.0,G,a%20b"),
            (Style::Simple, false, "n=blue,a%2Cb", "n=R,1.0,G,a%20b"),
            (Style::Space, true, "n=blue&n=a%2Cb", "R=1.0&G=a%20b"),
            (
                Style::Space,
                false,
                "n=blue%20a%2Cb",
                "n=R%201.0%20G%20a%20b",
            ),
            (Style::Pipe, true, "n=blue&n=a%2Cb", "R=1.0&G=a%20b"),
            (
                Style::Pipe,
                false,
                "n=blue%7Ca%2Cb",
                "n=R%7C1.0%7CG%7Ca%20b",
            ),
            (Style::Tab, false, "n=blue%09a%2Cb", "n=R%091.0%09G%09a%20b"),
            (
                Style::Deep,
                true,
                "n=blue&n=a%2Cb",
                "n%5BR%5D=1.0&n%5BG%5D=a%20b",
            ),
            (
                Style::Deep,
                false,
                "n=blue&n=a%2Cb",
                "n%5BR%5D=1.0&n%5BG%5D=a%20b",
            ),
        ] {
            let at = format!("{style:?} {explode}");
            assert_eq!(write(style, explode, "a+b&c=d"), "n=a%2Bb%26c%3Dd", "{at}");
            assert_eq!(write(style, explode, &["blue", "a,b"]), list, "{at}");
            assert_eq!(write(style, explode, &object), map, "{at}");
            assert_eq!(write(style, explode, &None::<&str>), "", "{at}");
            assert_eq!(write(style, explode, &[] as &[&str]), "", "{at}");
            assert_eq!(write(style, explode, &json!({})), "", "{at}");
            assert_eq!(write(style, explode, ""), "n=", "{at}");
        }
    }

    #[test]
    fn reserved_characters_stay_where_the_document_wants_them() {
        let reserved = |value: &str| sent(&query("n", Style::Form, true, true, value).unwrap());
        assert_eq!(
            reserved("a:b/c?d@e=f,g;h!i$(j)*"),
            "n=a:b/c?d@e=f,g;h!i$(j)*"
        );
        assert_eq!(
            reserved("a&b#c+d[e]%2F f"),
            "n=a%26b%23c%2Bd%5Be%5D%252F%20f"
        );
        let row = query("n", Style::Form, false, true, &["a/b", "c"]).unwrap();
        assert_eq!(sent(&row), "n=a/b,c");
    }

    #[test]
    fn a_value_cannot_forge_a_mark() {
        for value in ["\u{fdd0}", "a\u{fddc}b", "\u{fdef}"] {
            for explode in [false, true] {
                assert!(
                    query("n", Style::Form, explode, false, &[value]).is_err(),
                    "{value:?}"
                );
            }
            assert!(query("n", Style::Deep, true, false, &json!({ value: 1 })).is_err());
            assert!(query_json("n", value).is_err());
        }
        assert_eq!(write(Style::Form, true, "\u{fdcf}"), "n=%EF%B7%8F");
    }

    #[test]
    fn digits_are_exact() {
        let numbers: Vec<Number> =
            serde_json::from_str("[1E-30,123456789012345678901234567890.10]").unwrap();
        assert_eq!(
            write(Style::Form, false, &numbers),
            "n=1E-30,123456789012345678901234567890.10"
        );
    }

    #[test]
    fn a_json_parameter_is_one_pair() {
        let value: Json = r#"{"a":[1.0]}"#.parse().unwrap();
        assert_eq!(
            sent(&query_json("n", &value).unwrap()),
            "n=%7B%22a%22%3A%5B1.0%5D%7D"
        );
        assert_eq!(sent(&query_json("n", &None::<Json>).unwrap()), "");
    }

    #[test]
    fn deep_objects_go_on_inside() {
        let value: Json = r#"{"a":{"b":[1,2]}}"#.parse().unwrap();
        assert_eq!(
            write(Style::Deep, true, &value),
            "n%5Ba%5D%5Bb%5D=1&n%5Ba%5D%5Bb%5D=2"
        );
    }
}
