//! [`read`]: the JSON body of a request that no document describes.

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::gate::is_json;
use crate::refusal::Refusal;

/// How much is told of a place, and of what is wrong there.
const FIELD: usize = 100;
const ISSUE: usize = 200;

/// Reads a body. It must say that it is JSON: a page of another site can't send that unasked.
///
/// # Errors
/// 415 for another media type, 400 for what can't be read.
pub(crate) fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Refusal> {
    if !is_json(headers) {
        return Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UNSUPPORTED_MEDIA_TYPE",
            "The body must be application/json.",
        ));
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| (field(&error.path().to_string()), error.into_inner()));
    let read = read.and_then(|read| {
        let end = reader.end();
        end.map(|()| read).map_err(|error| (None, error))
    });
    read.map_err(|(field, error)| {
        let refusal = Refusal::new(
            StatusCode::BAD_REQUEST,
            "INVALID_BODY",
            "The body is not valid.",
        );
        refusal.detail(field.as_deref(), issue(&error))
    })
}

/// Where it is in the body; `None` if that is the body as a whole.
fn field(path: &str) -> Option<String> {
    let named = !matches!(path, "." | "?") && !path.contains('?');
    named.then(|| path.chars().take(FIELD).collect())
}

/// What is wrong: what serde says of names and types, but nothing of a value, which may hold a secret.
fn issue(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    let told = match error.classify() {
        Category::Data => text.rsplit_once(" at line ").map_or(&*text, |it| it.0),
        _ => "is no JSON",
    };
    let told: String = match told.split_once(": ") {
        // `invalid type: string "…", expected u64` tells the value.
        Some((kind, rest)) => match rest.rsplit_once(", expected ") {
            Some((_, expected)) => format!("{kind}, expected {expected}"),
            None => kind.to_owned(),
        },
        // `unknown field `x`, expected …`, `missing field `x``, `duplicate field `x``.
        None => told.to_owned(),
    };
    let told: String = told.chars().take(ISSUE).collect();
    format!("{told}, at line {line}, column {column}")
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "what it says is not asked for")]
    struct Inner {
        seconds: u64,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    #[expect(dead_code, reason = "what it says is not asked for")]
    struct Wanted {
        client_id: String,
        #[serde(default)]
        inner: Vec<Inner>,
    }

    fn said(body: &str) -> String {
        let mut headers = HeaderMap::new();
        let kind = HeaderValue::from_static("application/json");
        headers.insert(http::header::CONTENT_TYPE, kind);
        let refusal = read::<Wanted>(&headers, body.as_bytes()).unwrap_err();
        let detail = refusal.details.into_iter().next().unwrap();
        format!("{:?} {}", detail.field.unwrap_or_default(), detail.issue)
    }

    #[test]
    fn the_field_is_named_and_its_value_is_not() {
        for (body, wanted) in [
            (
                r#"{"clientId": 7}"#,
                r#""clientId" invalid type, expected a string, at line 1, column 14"#,
            ),
            (
                r#"{"clientId": "a", "inner": [{"seconds": "secret-9"}]}"#,
                r#""inner[0].seconds" invalid type, expected u64, at line 1, column 50"#,
            ),
            (
                r#"{}"#,
                r#""" missing field `clientId`, at line 1, column 2"#,
            ),
            (
                r#"{"clientId": "a"} x"#,
                r#""" is no JSON, at line 1, column 19"#,
            ),
            (r#"{"clientId""#, r#""" is no JSON, at line 1, column 11"#),
        ] {
            assert_eq!(said(body), wanted, "{body}");
        }
        let unknown = said(r#"{"client": "secret-9"}"#);
        assert!(
            unknown.contains("unknown field `client`, expected `clientId` or `inner`"),
            "{unknown}"
        );
        let twice = said(r#"{"clientId": "a", "clientId": "b"}"#);
        assert!(twice.contains("duplicate field `clientId`"), "{twice}");
    }
}
