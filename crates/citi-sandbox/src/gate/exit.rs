//! The way out of the gate: answers against their documents.

use axum::body::{Body, Bytes, to_bytes};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use super::exchange::Noted;
use super::{Checker, answer};
use crate::documents::Matched;
use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;

/// The most bytes of an answer that are looked at.
const ANSWER: usize = 16 * 1024 * 1024;

/// The answer, looked at: its code for the log, and, where answers are checked, whether it is as its
/// document says. One that is not becomes 500, so that nobody misses it.
pub(super) async fn looked_at(
    state: &State,
    matched: &Matched<'_>,
    response: Response,
    noted: &mut Noted,
) -> Response {
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if !state.checked && !failed {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, ANSWER).await else {
        return breach(state, matched, parts.status, "the body can't be read");
    };
    if failed {
        noted.error_code = error_code(&bytes);
    }
    // Of these no document speaks: they are about HTTP, whatever the operation.
    let apart = matches!(
        parts.status,
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    if state.checked && !apart {
        let checker = Checker {
            document: &matched.api.document,
            patterns: &state.documents.patterns,
        };
        let operation = &matched.endpoint.operation;
        let found = answer::breaches(operation, &checker, parts.status, &parts.headers, &bytes);
        if !found.is_empty() {
            let mut response = breach(state, matched, parts.status, &found.join("; "));
            parts.headers.remove(header::CONTENT_LENGTH);
            parts.headers.remove(header::CONTENT_TYPE);
            response.headers_mut().extend(parts.headers);
            noted.error_code = Some("INTERNAL_ERROR".to_owned());
            return response;
        }
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn breach(state: &State, matched: &Matched<'_>, status: StatusCode, found: &str) -> Response {
    let line = format!("{} {}: {found}", matched.endpoint.id, status.as_u16());
    let issue: String = line.chars().take(256).collect();
    lock(&state.violations).push(line);
    Refusal::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "INTERNAL_ERROR",
        "The sandbox's answer breaks its document; GET /_sandbox/violations lists it.",
    )
    .detail(None, issue)
    .into_response()
}

fn error_code(bytes: &Bytes) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Code {
        error_code: String,
    }
    serde_json::from_slice::<Code>(bytes)
        .ok()
        .map(|code| code.error_code)
}
