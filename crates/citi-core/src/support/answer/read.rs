//! What generated code makes of a body.

use serde::de::DeserializeOwned;

use super::Parts;
use crate::deviation::{DeviationKind, met, wants_rules};
use crate::error::DecodeError;
use crate::support::check::{Check, Findings};
use crate::{Bytes, Xml};

/// Reads a JSON body, whatever it says of its type. No body is `null`, for types that take it. Rules that it breaks
/// are told, if somebody wants to know.
///
/// # Errors
/// If it is no such JSON.
pub fn json<T: DeserializeOwned + Check>(parts: &Parts) -> Result<T, DecodeError> {
    let value: T = unchecked(parts)?;
    if wants_rules() {
        let name = std::any::type_name::<T>();
        let name = name.rsplit("::").next().unwrap_or(name);
        let name = name.trim_end_matches('>');
        for text in Findings::of_answer(&value) {
            met(DeviationKind::BrokenRule, name, &text);
        }
    }
    Ok(value)
}

/// Reads a JSON body of a type that has no rules.
///
/// # Errors
/// If it is no such JSON.
pub(crate) fn unchecked<T: DeserializeOwned>(parts: &Parts) -> Result<T, DecodeError> {
    let body = without_mark(&parts.body).trim_ascii();
    if body.is_empty() {
        return serde_json::from_str("null")
            .map_err(|_| DecodeError::new("the answer has no body"));
    }
    serde_json::from_slice(body).map_err(|error| match body.first() {
        Some(b'<') => DecodeError::new("the answer is a page or XML, and no JSON"),
        _ => error.into(),
    })
}

/// Takes any body for none.
///
/// # Errors
/// Never; it has the form of the others.
pub fn empty(_: &Parts) -> Result<(), DecodeError> {
    Ok(())
}

/// Reads a text: UTF-8, or ISO 8859-1 where the answer says so.
///
/// # Errors
/// If it is neither.
pub fn text(parts: &Parts) -> Result<String, DecodeError> {
    let body = without_mark(&parts.body);
    let latin = parts.content_type().is_some_and(|content_type| {
        content_type
            .to_ascii_lowercase()
            .contains("charset=iso-8859-1")
    });
    match std::str::from_utf8(body) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) if latin => Ok(body.iter().copied().map(char::from).collect()),
        Err(_) => Err(DecodeError::new("the answer is no text in UTF-8")),
    }
}

/// Takes the bytes, with the content type that they came with.
///
/// # Errors
/// Never; it has the form of the others.
pub fn bytes(parts: &Parts) -> Result<Bytes, DecodeError> {
    let bytes = Bytes::from(parts.body.clone());
    Ok(match parts.content_type() {
        Some(content_type) => bytes.with_content_type(content_type),
        None => bytes,
    })
}

/// Reads an XML document.
///
/// # Errors
/// If it is not well-formed.
pub fn xml(parts: &Parts) -> Result<Xml, DecodeError> {
    Ok(Xml::parse(text(parts)?)?)
}

/// Without the mark that some put before UTF-8.
fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// Reads a body that may be missing.
///
/// # Errors
/// As `read`.
pub fn maybe<T>(
    parts: &Parts,
    read: impl Fn(&Parts) -> Result<T, DecodeError>,
) -> Result<Option<T>, DecodeError> {
    match parts.body.is_empty() {
        true => Ok(None),
        false => read(parts).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;
    use crate::{Json, Number};

    fn parts(content_type: &'static str, body: &'static [u8]) -> Parts {
        let content_type = http::HeaderValue::from_static(content_type);
        Parts {
            status: StatusCode::OK,
            headers: [(http::header::CONTENT_TYPE, content_type)]
                .into_iter()
                .collect(),
            body: bytes::Bytes::from_static(body),
        }
    }

    #[test]
    fn json_is_read_whatever_it_says_of_itself() {
        let number: Number = json(&parts("text/plain", b"\xef\xbb\xbf 1.50 \n")).unwrap();
        assert_eq!(number.as_str(), "1.50");
        assert_eq!(json::<Option<u64>>(&parts("", b"")).unwrap(), None);
        assert_eq!(
            json::<u64>(&parts("", b" ")).unwrap_err().to_string(),
            "the answer has no body"
        );
        let page = json::<Json>(&parts("text/html", b"<html>")).unwrap_err();
        assert!(page.to_string().contains("no JSON"));
    }

    #[test]
    fn text_bytes_and_xml() {
        assert_eq!(text(&parts("text/plain", "é".as_bytes())).unwrap(), "é");
        assert_eq!(
            text(&parts("text/plain; charset=ISO-8859-1", b"\xe9")).unwrap(),
            "é"
        );
        assert!(text(&parts("text/plain", b"\xe9")).is_err());
        let pdf = bytes(&parts("application/pdf", b"\xff")).unwrap();
        assert_eq!(
            (pdf.as_slice(), pdf.content_type()),
            (b"\xff".as_slice(), Some("application/pdf"))
        );
        assert_eq!(xml(&parts("", b"<a/>")).unwrap().as_str(), "<a/>");
        assert!(xml(&parts("", b"<a>")).is_err());
        assert!(empty(&parts("", b"anything")).is_ok());
    }
}
