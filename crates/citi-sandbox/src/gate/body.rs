//! The body of a request against that of its operation.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, Bytes};
use citi_codegen::model::Operation;
use http::{HeaderMap, StatusCode, header};
use http_body::Body as _;

use super::{Checker, Data};
use crate::refusal::Refusal;

/// The most bytes of a body.
pub(crate) const MOST: usize = 1024 * 1024;

/// 413.
pub(crate) fn too_large() -> Refusal {
    Refusal::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "PAYLOAD_TOO_LARGE",
        "The body must have at most 1 MiB.",
    )
}

/// Reads a body to its end.
///
/// # Errors
/// 413 if it is too long; 400 if it broke off, or its chunks are none.
pub(crate) async fn read(mut body: Body, most: usize) -> Result<Bytes, Refusal> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| {
            let issue = "broke off before its end, or its chunks are not well-formed";
            let message = "The body is not valid.";
            Refusal::new(StatusCode::BAD_REQUEST, "INVALID_BODY", message).detail(None, issue)
        })?;
        if let Ok(data) = frame.into_data() {
            if bytes.len().saturating_add(data.len()) > most {
                return Err(too_large());
            }
            bytes.extend_from_slice(&data);
        }
    }
    Ok(Bytes::from(bytes))
}

/// Checks a body. An operation that takes none ignores it.
///
/// # Errors
/// 415 for another media type; 400 with a detail for each fault.
pub(crate) fn check(
    operation: &Operation,
    checker: &Checker<'_>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), Refusal> {
    let Some(documented) = &operation.body else {
        return Ok(());
    };
    let invalid = || {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "INVALID_BODY",
            "The body is not valid.",
        )
    };
    if body.is_empty() {
        return match documented.required {
            true => Err(invalid().detail(None, "a body is required")),
            false => Ok(()),
        };
    }
    if !is_json(headers) {
        return Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UNSUPPORTED_MEDIA_TYPE",
            "The body must be application/json.",
        ));
    }
    let data = Data::read(body).map_err(|issue| invalid().detail(None, issue))?;
    let Some(schema) = documented
        .content
        .iter()
        .find_map(|media| media.schema.as_ref())
    else {
        return Ok(());
    };
    let faults = checker.check(schema, &data);
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.into_iter().fold(invalid(), |refusal, fault| {
        let field = Some(fault.field.as_str()).filter(|it| !it.is_empty());
        refusal.detail(field, fault.issue)
    }))
}

/// Whether the body says that it is JSON; in UTF-8, if it says how it is written.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let Some(text) = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let mut pieces = text.split(';').map(str::trim);
    let json = pieces
        .next()
        .is_some_and(|it| it.eq_ignore_ascii_case("application/json"));
    json && pieces.all(|piece| match piece.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
            value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Documents, Found};

    fn answer(path: &str, kind: &'static str, body: &str) -> Option<(u16, String)> {
        let documents = Documents::published().unwrap();
        let Found::Operation(matched) = documents.find("POST", path) else {
            panic!("no operation");
        };
        let checker = Checker {
            document: &matched.api.document,
            patterns: &documents.patterns,
        };
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
        check(
            &matched.endpoint.operation,
            &checker,
            &headers,
            body.as_bytes(),
        )
        .err()
        .map(|refusal| {
            let details = refusal.details.into_iter().map(|it| match it.field {
                Some(field) => format!("{field} {}", it.issue),
                None => it.issue,
            });
            (
                refusal.status.as_u16(),
                details.collect::<Vec<_>>().join("; "),
            )
        })
    }

    #[test]
    fn an_optional_body_may_be_left_out_and_a_required_one_not() {
        let json = "application/json";
        assert_eq!(answer("/payments/v1/domestic/p-1/cancel", json, ""), None);
        assert_eq!(
            answer("/payments/v1/domestic", json, ""),
            Some((400, "a body is required".to_owned()))
        );
    }

    #[test]
    fn only_json_in_utf_8_is_taken() {
        let path = "/payments/v1/domestic/p-1/cancel";
        assert_eq!(answer(path, "application/json; charset=UTF-8", "{}"), None);
        for other in [
            "text/plain",
            "application/json; charset=latin1",
            "application/x-www-form-urlencoded",
        ] {
            assert_eq!(answer(path, other, "{}").unwrap().0, 415, "{other}");
        }
        assert_eq!(
            answer(path, "application/json", "{]"),
            Some((400, "must be JSON".to_owned()))
        );
    }

    #[test]
    fn faults_name_their_property() {
        assert_eq!(
            answer(
                "/payments/v1/domestic/p-1/cancel",
                "application/json",
                r#"{"reason":"BORED","note":""}"#
            ),
            Some((
                400,
                "reason must be one of DUPLICATE, WRONG_DETAILS, REQUESTED, FRAUD; \
                 note must have 1 to 140 characters"
                    .to_owned()
            ))
        );
    }
}
