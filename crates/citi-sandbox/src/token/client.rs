//! Client id and secret of a request.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use citi_core::Secret;
use http::{HeaderMap, header};

/// The id and the secret in `Authorization: Basic …`: `None` without such a header, an error if it can't
/// be read. Both are form-encoded first, as RFC 6749 §2.3.1 has it.
pub(crate) fn basic(headers: &HeaderMap) -> Option<Result<(String, Secret), ()>> {
    let value = headers.get(header::AUTHORIZATION)?;
    let read = || {
        let text = value.to_str().ok()?;
        let (scheme, rest) = text.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let text = String::from_utf8(STANDARD.decode(rest.trim()).ok()?).ok()?;
        let (id, secret) = text.split_once(':')?;
        Some((form_decoded(id), Secret::from(form_decoded(secret))))
    };
    Some(read().ok_or(()))
}

fn form_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(&text.replace('+', " "))
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str) -> Option<Result<(String, Secret), ()>> {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, value.parse().unwrap());
        basic(&headers)
    }

    #[test]
    fn both_are_form_encoded() {
        let encoded = STANDARD.encode("an%20id:a%3Asecret+");
        assert_eq!(
            of(&format!("basic {encoded}")),
            Some(Ok(("an id".to_owned(), Secret::from("a:secret "))))
        );
    }

    #[test]
    fn what_is_no_basic_is_an_error_and_nothing_is_nothing() {
        assert_eq!(of("Bearer abc"), Some(Err(())));
        assert_eq!(of("Basic ***"), Some(Err(())));
        assert_eq!(of("Basic bm9jb2xvbg=="), Some(Err(())));
        assert_eq!(basic(&HeaderMap::new()), None);
    }
}
