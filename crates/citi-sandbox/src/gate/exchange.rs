//! [`exchange`]: what every request gets, whatever it asks for.

use std::future::Future;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use http_body::Body as _;
use jiff::SignedDuration;

use super::log::{Recorded, masked};
use super::running::Claim;
use crate::accuser::{Asked, Digest, Seen};
use crate::clock::http_date;
use crate::exchanges::Slot;
use crate::faults::{FaultKind, Met, Skew};
use crate::line::Came;
use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;
use crate::store;

pub(super) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What the gate found out of a request, for the log: in the extensions of its answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Noted {
    pub(crate) template: Option<Arc<str>>,
    pub(crate) operation: Option<Arc<str>>,
    pub(crate) client_id: Option<Arc<str>>,
    pub(crate) error_code: Option<String>,
    /// The rest is for the accuser alone: the group of its limit, what stands for its body, whether its
    /// document calls it deprecated, and, where a token was granted, whether another good one was out.
    pub(crate) group: &'static str,
    pub(crate) content: Option<Digest>,
    pub(crate) is_deprecated: bool,
    pub(crate) grant: Option<bool>,
}

/// Gives every answer its identifier and its date, keeps a record of it, and wakes the delivery of
/// events.
pub(crate) async fn exchange<F>(
    state: &Arc<State>,
    came: Came,
    slot: Slot,
    request: Request,
    next: impl FnOnce(Request, HeaderValue) -> F,
) -> Response
where
    F: Future<Output = Response>,
{
    let id = request
        .headers()
        .get(X_REQUEST_ID)
        .filter(|value| is_identifier(value.as_bytes()))
        .cloned()
        .unwrap_or_else(|| made(state));
    let method = request.method().clone();
    let uri = request.uri().clone();

    let asked = Asked::of(&request, &came, state.clock.now());

    let is_read = matches!(method, Method::GET | Method::HEAD);
    let mut response = next(request, id.clone()).await;
    let may_have_changed = !is_read
        && (!response.status().is_client_error() || response.extensions().get::<Met>().is_some());
    if may_have_changed && store::keep(state).await.is_err() {
        response = unkept();
    }
    let matched = response.extensions_mut().remove::<MatchedPath>();
    // The answer leaves: the key of its write is free.
    response.extensions_mut().remove::<Arc<Claim>>();

    let now = state.clock.now();
    let Skew(seconds) = response.extensions_mut().remove().unwrap_or(Skew(0));
    let skewed = now.saturating_add(SignedDuration::from_secs(seconds));
    if let Ok(date) = HeaderValue::try_from(http_date(skewed.unwrap_or(now))) {
        response.headers_mut().insert(header::DATE, date);
    }
    response.headers_mut().insert(X_REQUEST_ID, id.clone());
    // As it leaves, so that the log has it too.
    if let Some(length) = response.body().size_hint().exact().filter(|it| *it > 0) {
        let headers = response.headers_mut();
        headers
            .entry(header::CONTENT_LENGTH)
            .or_insert(length.into());
    }
    let met = response.extensions_mut().remove::<Met>();
    let is_lost = met.as_ref().is_some_and(|met| met.is_lost);
    let is_unlisted = is_own(uri.path()) || is_read && is_page(uri.path());
    if !is_unlisted {
        let noted = response.extensions_mut().remove::<Noted>();
        let noted = noted.unwrap_or_default();
        let id = id.to_str().unwrap_or_default();
        if noted.operation.is_some() || noted.grant.is_some() {
            let answer = (response.status().as_u16(), response.headers());
            let fault = (met.as_ref().map(|met| met.kind), is_lost);
            let seen = Seen::of(asked, &noted, id, answer, fault, now);
            lock(&state.accuser).see(&seen);
        }
        let place = match (&noted.template, &matched) {
            (Some(template), _) => template.clone(),
            (None, Some(matched)) => matched.as_str().into(),
            (None, None) => masked(uri.path()).into(),
        };
        let record = Arc::new(Recorded {
            at: now,
            method,
            path: place,
            operation: noted.operation,
            status: match &met {
                Some(met) if met.kind == FaultKind::Reset => 0,
                _ => response.status().as_u16(),
            },
            client_id: noted.client_id,
            request_id: id.into(),
            error_code: noted.error_code,
            fault: met.map(|met| met.label),
        });
        slot.put(record.clone());
        let oldest = lock(&state.requests).push(record);
        drop(oldest);
    }
    // Who only looks changes nothing but the time, of which the bank may make news.
    if !is_read || lock(&state.bank).has_news() {
        state.wake.notify_one();
    }
    if is_lost {
        // The connection ends, and this with it.
        return came.line.cut().await;
    }
    response
}

/// Tells in the answer's extensions at which of the sandbox's own doors it was given.
pub(crate) async fn placed(request: Request, next: Next) -> Response {
    let place = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(place) = place {
        response.extensions_mut().insert(place);
    }
    response
}

/// What was done is not on the disk: nobody may rely on it.
fn unkept() -> Response {
    let message = "What was changed can't be written to the data directory; see to its disk.";
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", message).into_response()
}

/// Whether a path is one of the sandbox's own doors, which are no part of the bank.
fn is_own(path: &str) -> bool {
    path == "/health" || path == "/_sandbox" || path.starts_with("/_sandbox/")
}

/// Whether a path is a page of the portal. Who looks at the log does not appear in it.
fn is_page(path: &str) -> bool {
    matches!(path, "/" | "/portal" | "/favicon.ico") || path.starts_with("/portal/")
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
    HeaderValue::try_from(id).unwrap_or_else(|_| HeaderValue::from_static("none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_those_of_the_documents() {
        assert!(is_identifier(b"0f6a3c1e-8d5b_4.b1e"));
        assert!(!is_identifier(b""));
        assert!(!is_identifier(b"a b"));
        assert!(!is_identifier(&[b'a'; 65]));
    }
}
