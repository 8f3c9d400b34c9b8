//! The way out of the gate: answers against their documents.

use axum::body::{Body, Bytes, to_bytes};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use super::exchange::Noted;
use super::{Checker, answer};
use crate::documents::Matched;
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
    state.violated(line);
    Refusal::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "INTERNAL_ERROR",
        "The sandbox's answer breaks its document; GET /_sandbox/violations lists it.",
    )
    .detail(None, issue)
    .into_response()
}

/// The code of a refusal that is whole already; `None` of any other answer.
pub(super) async fn code(response: &mut Response) -> Option<String> {
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let whole = axum::body::HttpBody::size_hint(response.body()).exact()?;
    if !failed || whole > 64 * 1024 {
        return None;
    }
    let body = std::mem::take(response.body_mut());
    let bytes = to_bytes(body, ANSWER).await.ok()?;
    let code = error_code(&bytes);
    *response.body_mut() = Body::from(bytes);
    code
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::VirtualClock;
    use crate::documents::Found;
    use crate::lock::lock;

    async fn after(checked: bool, answer: Response) -> (Response, Vec<String>, Noted) {
        let clock = VirtualClock::new(jiff::Timestamp::UNIX_EPOCH, true);
        let state = State::new(String::new(), Some(7), clock, checked).unwrap();
        let Found::Operation(matched) = state.documents.find("GET", "/payments/v1/domestic/p-1")
        else {
            panic!("no operation");
        };
        let mut noted = Noted::default();
        let answer = looked_at(&state, &matched, answer, &mut noted).await;
        let violations = lock(&state.violations).clone();
        (answer, violations, noted)
    }

    #[tokio::test]
    async fn an_answer_that_breaks_its_document_becomes_500_and_is_listed() {
        let answer = (StatusCode::ACCEPTED, [("x-kept", "yes")], "secret").into_response();
        let (answer, violations, noted) = after(true, answer).await;
        assert_eq!(answer.status(), 500);
        assert_eq!(answer.headers()["x-kept"], "yes");
        assert_eq!(answer.headers()["content-type"], "application/json");
        assert_eq!(violations, ["getPayment 202: the status is not documented"]);
        assert_eq!(noted.error_code.as_deref(), Some("INTERNAL_ERROR"));
        let body = to_bytes(answer.into_body(), ANSWER).await.unwrap();
        assert!(!String::from_utf8(body.to_vec()).unwrap().contains("secret"));
    }

    #[tokio::test]
    async fn unless_answers_are_checked_each_passes() {
        let answer = (StatusCode::ACCEPTED, "anything").into_response();
        let (answer, violations, _) = after(false, answer).await;
        assert_eq!(answer.status(), 202);
        assert_eq!(violations, Vec::<String>::new());
    }

    #[tokio::test]
    async fn the_code_of_a_refusal_is_noted() {
        let refusal = Refusal::new(StatusCode::NOT_FOUND, "PAYMENT_NOT_FOUND", "No.");
        let (_, _, noted) = after(false, refusal.into_response()).await;
        assert_eq!(noted.error_code.as_deref(), Some("PAYMENT_NOT_FOUND"));
    }
}
