//! Values in the path.

use serde::Serialize;

use super::encode::strict;
use super::flat::Flat;
use super::{Refused, Style};

/// Writes the value of a path parameter, percent-encoded.
///
/// # Errors
/// If nothing would stand in the path, or `.` or `..`, which every client and server on the way
/// takes for another path.
pub fn path<T: Serialize + ?Sized>(
    name: &str,
    style: Style,
    explode: bool,
    value: &T,
) -> Result<String, Refused> {
    let flat = Flat::new(name, value)?;
    let empty = match &flat {
        Flat::None => true,
        Flat::Scalar(text) => text.is_empty(),
        Flat::List(items) => items.iter().all(String::is_empty),
        Flat::Object(entries) => entries.is_empty(),
    };
    if empty {
        return Err(Refused::about(
            name,
            "stands in the path and must not be empty",
        ));
    }
    let text = match style {
        Style::Label => label(flat, explode),
        Style::Matrix => matrix(name, flat, explode),
        _ => row(flat, explode, &separator(style)),
    };
    match text.as_str() {
        "." | ".." => Err(Refused::about(
            name,
            "stands in the path and must not be `.` or `..`",
        )),
        _ => Ok(text),
    }
}

/// What stands between items; encoded where it must be.
fn separator(style: Style) -> String {
    match style.separator() {
        ',' => ",".to_owned(),
        other => strict(other.encode_utf8(&mut [0; 4])),
    }
}

/// `a,b` and `k,v`, or `k=v,k=v` exploded.
fn row(flat: Flat, explode: bool, separator: &str) -> String {
    let join = |items: Vec<String>| items.join(separator);
    match flat {
        Flat::None => String::new(),
        Flat::Scalar(text) => strict(&text),
        Flat::List(items) => join(items.iter().map(|item| strict(item)).collect()),
        Flat::Object(entries) => join(pairs(&entries, if explode { "=" } else { separator })),
    }
}

fn pairs(entries: &[(String, String)], between: &str) -> Vec<String> {
    entries
        .iter()
        .map(|(key, value)| format!("{}{between}{}", strict(key), strict(value)))
        .collect()
}

/// `.a,b`, exploded `.a.b`; `.k,v`, exploded `.k=v.k=v` (RFC 6570 §3.2.5).
fn label(flat: Flat, explode: bool) -> String {
    let separator = if explode { "." } else { "," };
    format!(".{}", row(flat, explode, separator))
}

/// `;n=a,b`, exploded `;n=a;n=b`; `;n=k,v`, exploded `;k=v;k=v` (RFC 6570 §3.2.7).
fn matrix(name: &str, flat: Flat, explode: bool) -> String {
    let name = strict(name);
    match flat {
        Flat::List(items) if explode => items
            .iter()
            .map(|item| format!(";{name}={}", strict(item)))
            .collect(),
        Flat::Object(entries) if explode => pairs(&entries, "=")
            .iter()
            .map(|pair| format!(";{pair}"))
            .collect(),
        other => format!(";{name}={}", row(other, false, ",")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Number;

    #[test]
    fn every_style_writes_as_openapi_says() {
        let object = crate::Json::new(&json!({"R": 100, "G": "a b"})).unwrap();
        for (style, explode, scalar, list, map) in [
            (Style::Simple, false, "blue", "blue,a%2Cb", "G,a%20b,R,100"),
            (Style::Simple, true, "blue", "blue,a%2Cb", "G=a%20b,R=100"),
            (
                Style::Label,
                false,
                ".blue",
                ".blue,a%2Cb",
                ".G,a%20b,R,100",
            ),
            (Style::Label, true, ".blue", ".blue.a%2Cb", ".G=a%20b.R=100"),
            (
                Style::Matrix,
                false,
                ";n=blue",
                ";n=blue,a%2Cb",
                ";n=G,a%20b,R,100",
            ),
            (
                Style::Matrix,
                true,
                ";n=blue",
                ";n=blue;n=a%2Cb",
                ";G=a%20b;R=100",
            ),
            (Style::Form, false, "blue", "blue,a%2Cb", "G,a%20b,R,100"),
            (Style::Deep, true, "blue", "blue,a%2Cb", "G=a%20b,R=100"),
            (
                Style::Space,
                false,
                "blue",
                "blue%20a%2Cb",
                "G%20a%20b%20R%20100",
            ),
            (
                Style::Pipe,
                false,
                "blue",
                "blue%7Ca%2Cb",
                "G%7Ca%20b%7CR%7C100",
            ),
            (
                Style::Tab,
                false,
                "blue",
                "blue%09a%2Cb",
                "G%09a%20b%09R%09100",
            ),
        ] {
            let at = format!("{style:?} {explode}");
            assert_eq!(
                path("n", style, explode, "blue").as_deref(),
                Ok(scalar),
                "{at}"
            );
            assert_eq!(
                path("n", style, explode, &["blue", "a,b"]).as_deref(),
                Ok(list),
                "{at}"
            );
            assert_eq!(
                path("n", style, explode, &object).as_deref(),
                Ok(map),
                "{at}"
            );
        }
    }

    #[test]
    fn a_value_cannot_leave_its_place() {
        let simple = |value: &str| path("id", Style::Simple, false, value);
        assert_eq!(simple("../x").as_deref(), Ok("..%2Fx"));
        assert_eq!(simple("a/b?c#d").as_deref(), Ok("a%2Fb%3Fc%23d"));
        assert_eq!(simple("%2e%2e").as_deref(), Ok("%252e%252e"));
        assert_eq!(simple("...").as_deref(), Ok("..."));
        for bad in ["", ".", ".."] {
            assert!(simple(bad).is_err(), "{bad:?}");
        }
        assert!(path("id", Style::Label, false, ".").is_err());
        for style in [Style::Simple, Style::Label, Style::Matrix, Style::Form] {
            for explode in [false, true] {
                assert!(path("id", style, explode, &None::<u8>).is_err());
                assert!(path("id", style, explode, &[] as &[u8]).is_err());
                assert!(path("id", style, explode, &[""]).is_err());
                assert!(path("id", style, explode, &json!({})).is_err());
            }
        }
    }

    #[test]
    fn digits_are_exact() {
        let number: Number = "12345678901234567890.10".parse().unwrap();
        let text = path("n", Style::Simple, false, &[&number]).unwrap();
        assert_eq!(text, "12345678901234567890.10");
    }
}
