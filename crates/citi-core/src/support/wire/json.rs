//! Bodies of JSON and of text.

use serde::Serialize;

use super::Refused;
use super::flat::{self, Flat};

/// The JSON of a body.
///
/// # Errors
/// If it cannot be written.
pub fn json<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Refused> {
    flat::text("body", value).map(String::into_bytes)
}

/// A body of text: a scalar as it is, anything else as JSON.
///
/// # Errors
/// If it cannot be written.
pub fn text<T: Serialize + ?Sized>(value: &T) -> Result<String, Refused> {
    let json = flat::text("body", value)?;
    Ok(match Flat::read("body", &json)? {
        Flat::None => String::new(),
        Flat::Scalar(text) => text,
        Flat::List(_) | Flat::Object(_) => json,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Number;

    #[test]
    fn digits_are_exact() {
        let number: Number = "1.50E+3".parse().unwrap();
        assert_eq!(json(&[&number]).unwrap(), b"[1.50E+3]");
        assert_eq!(text(&number).unwrap(), "1.50E+3");
    }

    #[test]
    fn text_has_no_quotes() {
        assert_eq!(text("a \"b\"").unwrap(), "a \"b\"");
        assert_eq!(text(&["a"]).unwrap(), "[\"a\"]");
        assert_eq!(text(&None::<u8>).unwrap(), "");
    }

    #[test]
    fn what_cannot_be_written_is_refused() {
        assert!(json(&crate::Bytes::from(vec![0xff])).is_err());
    }
}
