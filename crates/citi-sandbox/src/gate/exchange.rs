//! [`exchange`]: what every request gets, whatever it asks for.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State as Shared};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue, header};
use jiff::Timestamp;

use super::RequestRecord;
use super::log::masked;
use crate::lock::lock;
use crate::state::State;

pub(super) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The identifier of an exchange: the client's own, or one that was made.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub(super) HeaderValue);

/// What the gate found out of a request, for the log: in the extensions of its answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Noted {
    pub(super) template: String,
    pub(super) operation: String,
    pub(super) client_id: Option<String>,
    pub(super) error_code: Option<String>,
}

/// Gives every answer its identifier and its date, keeps a record of it, and wakes the delivery of
/// events.
pub(crate) async fn exchange(
    Shared(state): Shared<Arc<State>>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = request
        .headers()
        .get(X_REQUEST_ID)
        .filter(|value| is_identifier(value.as_bytes()))
        .cloned()
        .unwrap_or_else(|| made(&state));
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().as_str().to_owned();
    let path = request.uri().path().to_owned();
    let matched = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());

    let mut response = next.run(request).await;

    let now = state.clock.now();
    if let Ok(date) = HeaderValue::from_str(&http_date(now)) {
        response.headers_mut().insert(header::DATE, date);
    }
    response.headers_mut().insert(X_REQUEST_ID, id.clone());
    let looks = matches!(method.as_str(), "GET" | "HEAD");
    if !is_own(&path) && !(looks && is_page(&path)) {
        let noted = response.extensions_mut().remove::<Noted>();
        let noted = noted.unwrap_or_default();
        let template = Some(noted.template).filter(|it| !it.is_empty());
        let record = RequestRecord {
            at: now,
            method,
            path: template.or(matched).unwrap_or_else(|| masked(&path)),
            operation: Some(noted.operation).filter(|it| !it.is_empty()),
            status: response.status().as_u16(),
            client_id: noted.client_id,
            request_id: id.to_str().unwrap_or_default().to_owned(),
            error_code: noted.error_code,
        };
        response.extensions_mut().insert(record.clone());
        lock(&state.requests).push(record);
    }
    state.wake.notify_one();
    response
}

/// Whether a path is one of the sandbox's own doors, which are no part of the bank.
fn is_own(path: &str) -> bool {
    path == "/health" || path.starts_with("/_sandbox/")
}

/// Whether a path is a page of the portal. Who looks at the log does not appear in it.
fn is_page(path: &str) -> bool {
    path == "/" || path.starts_with("/portal/")
}

/// The pattern of the documents: 1 to 64 of `[A-Za-z0-9._-]`.
fn is_identifier(bytes: &[u8]) -> bool {
    (1..=64).contains(&bytes.len())
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte))
}

fn made(state: &State) -> HeaderValue {
    let id = lock(&state.random).uuid("request id");
    // A UUID is plain text, so that this never takes the other way.
    HeaderValue::from_str(&id).unwrap_or_else(|_| HeaderValue::from_static("none"))
}

/// `Mon, 02 Mar 2026 14:00:00 GMT` (RFC 9110 §5.6.7).
fn http_date(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_http() {
        let at: Timestamp = "2026-03-02T14:05:09.5Z".parse().unwrap();
        assert_eq!(http_date(at), "Mon, 02 Mar 2026 14:05:09 GMT");
    }

    #[test]
    fn identifiers_are_those_of_the_documents() {
        assert!(is_identifier(b"0f6a3c1e-8d5b_4.b1e"));
        assert!(!is_identifier(b""));
        assert!(!is_identifier(b"a b"));
        assert!(!is_identifier(&[b'a'; 65]));
    }
}
