//! Values in headers.

use http::HeaderValue;
use serde::Serialize;

use super::Refused;
use super::flat::Flat;

/// Writes the value of a header parameter (style `simple`); `None` for `None` and an empty list.
/// The value is marked sensitive, so that it does not show in logs.
///
/// # Errors
/// If it has characters that a header cannot carry: control characters and what is not ASCII.
pub fn header<T: Serialize + ?Sized>(
    name: &str,
    explode: bool,
    value: &T,
) -> Result<Option<HeaderValue>, Refused> {
    let text = match Flat::new(name, value)? {
        Flat::None => return Ok(None),
        Flat::Scalar(text) => text,
        Flat::List(items) if items.is_empty() => return Ok(None),
        Flat::List(items) => items.join(","),
        Flat::Object(entries) if entries.is_empty() => return Ok(None),
        Flat::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| format!("{key}{}{value}", if explode { '=' } else { ',' }))
            .collect::<Vec<_>>()
            .join(","),
    };
    header_value(name, &text).map(Some)
}

/// A header value of this text.
pub(super) fn header_value(name: &str, text: &str) -> Result<HeaderValue, Refused> {
    let visible = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let mut value = HeaderValue::from_str(text)
        .ok()
        .filter(|_| visible)
        .ok_or_else(|| {
            Refused::about(
                name,
                "stands in a header, which takes visible ASCII characters and blanks only",
            )
        })?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Json, Number};

    fn write<T: Serialize + ?Sized>(explode: bool, value: &T) -> Option<String> {
        header("X-N", explode, value)
            .unwrap()
            .map(|value| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn the_simple_style() {
        let object: Json = r#"{"R":1.0,"G":"a b"}"#.parse().unwrap();
        assert_eq!(write(false, "a, b").as_deref(), Some("a, b"));
        assert_eq!(write(false, &["a", "b"]).as_deref(), Some("a,b"));
        assert_eq!(write(true, &["a", "b"]).as_deref(), Some("a,b"));
        assert_eq!(write(false, &object).as_deref(), Some("R,1.0,G,a b"));
        assert_eq!(write(true, &object).as_deref(), Some("R=1.0,G=a b"));
        assert_eq!(write(true, &true).as_deref(), Some("true"));
        assert_eq!(write(true, ""), Some(String::new()));
        assert_eq!(write(true, &None::<u8>), None);
        assert_eq!(write(true, &[] as &[u8]), None);
        let number: Number = "0.10".parse().unwrap();
        assert_eq!(write(false, &number).as_deref(), Some("0.10"));
    }

    #[test]
    fn a_value_cannot_make_another_header() {
        for bad in ["a\r\nX-Evil: 1", "a\n", "a\0", "a\tb", "é", "\u{7f}"] {
            let refused = header("X-N", false, bad).unwrap_err();
            assert!(refused.to_string().contains("X-N"), "{bad:?}");
        }
    }

    #[test]
    fn it_does_not_show() {
        let value = header("X-N", false, "4111").unwrap().unwrap();
        assert_eq!(format!("{value:?}"), "Sensitive");
    }
}
