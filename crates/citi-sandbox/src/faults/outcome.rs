//! [`after`]: the bank's answer, as the fault leaves it.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::response::Response;
use http::{HeaderValue, header};

use super::alter::altered;
use super::body::Halted;
use super::failure::failure;
use super::{FaultKind, Hit, X_SANDBOX_FAULT};
use crate::documents::Matched;
use crate::gate::documented;
use crate::lock::lock;
use crate::state::State;

/// What an exchange met: in the extensions of its answer.
#[derive(Clone, Debug)]
pub(crate) struct Met {
    /// The rule and its kind, for logs.
    pub(crate) label: String,
    /// What went wrong.
    pub(crate) kind: FaultKind,
    /// The answer is lost, and its connection with it.
    pub(crate) is_lost: bool,
}

/// How far the bank's clock is off for one exchange, in seconds: in the extensions of its answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Skew(pub(crate) i64);

/// The most bytes of an answer that a fault looks at.
const ANSWER: usize = 16 * 1024 * 1024;

/// The answer that the client gets: `response` is the bank's, or an empty one if the fault came instead.
/// `matched` is the operation; `None` at the token endpoint. A fault that finds nothing to act on is given
/// back, and the answer is left as it is.
pub(crate) async fn after(
    state: &State,
    matched: Option<&Matched<'_>>,
    hit: &Hit,
    response: Response,
    client: Option<&str>,
) -> Response {
    let operation = matched.map_or(super::TOKEN, |it| &*it.endpoint.id);
    let fault = &hit.fault;
    let came_instead = !fault.is_carried_out();
    if fault.needs_success() && !response.status().is_success() && !came_instead {
        lock(&state.faults).give_back(hit);
        return response;
    }
    let (changed, acted) = changed(state, matched, hit, response).await;
    if !acted {
        lock(&state.faults).give_back(hit);
        return changed;
    }
    let mut response = changed;
    lock(&state.faults).acted(hit, state.clock.now(), operation, client);
    if let Ok(value) = HeaderValue::from_str(&hit.label()) {
        response.headers_mut().insert(X_SANDBOX_FAULT, value);
    }
    response.extensions_mut().insert(Met {
        label: hit.label(),
        kind: fault.kind(),
        is_lost: matches!(
            fault.kind(),
            FaultKind::Reset | FaultKind::ResetAfterBooking
        ),
    });
    response
}

/// The answer as the fault leaves it, and whether the fault found something to act on.
async fn changed(
    state: &State,
    matched: Option<&Matched<'_>>,
    hit: &Hit,
    mut response: Response,
) -> (Response, bool) {
    let fault = &hit.fault;
    if let Some(made) = failure(fault, response.headers(), state.clock.now()) {
        return (made, true);
    }
    match fault.kind() {
        FaultKind::Slow => {
            let ms = u64::try_from(fault.whole("ms")).unwrap_or(0);
            tokio::time::sleep(Duration::from_millis(ms)).await;
            (response, true)
        }
        FaultKind::WrongContentType => {
            let html = HeaderValue::from_static("text/html; charset=utf-8");
            response.headers_mut().insert(header::CONTENT_TYPE, html);
            (response, true)
        }
        FaultKind::ClockSkew => {
            response
                .extensions_mut()
                .insert(Skew(fault.whole("seconds")));
            (response, true)
        }
        FaultKind::TokenRevoked | FaultKind::Reset | FaultKind::ResetAfterBooking => {
            (response, true)
        }
        _ => body_changed(matched, hit, response).await,
    }
}

async fn body_changed(
    matched: Option<&Matched<'_>>,
    hit: &Hit,
    response: Response,
) -> (Response, bool) {
    let fault = &hit.fault;
    let (mut parts, body) = response.into_parts();
    // The sandbox's own answers are whole and far below the bound.
    let bytes = to_bytes(body, ANSWER).await.unwrap_or_default();
    if bytes.is_empty() {
        return (Response::from_parts(parts, Body::from(bytes)), false);
    }
    let length = HeaderValue::from(bytes.len());
    let new = match fault.kind() {
        FaultKind::Stalled => {
            let seconds = u64::try_from(fault.whole("seconds")).unwrap_or(1);
            parts.headers.insert(header::CONTENT_LENGTH, length);
            Some(Body::new(Halted::stalled(Duration::from_secs(seconds))))
        }
        FaultKind::CutBody => {
            match fault.word("form") {
                "chunked" => parts.headers.remove(header::CONTENT_LENGTH),
                _ => parts.headers.insert(header::CONTENT_LENGTH, length),
            };
            Some(Body::new(Halted::cut(half(&bytes))))
        }
        FaultKind::BrokenJson => {
            parts.headers.remove(header::CONTENT_LENGTH);
            Some(Body::from(half(&bytes)))
        }
        kind => {
            let size = usize::try_from(fault.whole("length")).unwrap_or(0);
            let schema = matched.and_then(|matched| {
                let operation = &matched.endpoint.operation;
                let content = &documented(operation, parts.status)?.content;
                Some((
                    &matched.api.document,
                    content.iter().find_map(|media| media.schema.as_ref())?,
                ))
            });
            let new = schema.and_then(|(document, schema)| {
                altered(kind, size, document, schema, &bytes, hit.drawn)
            });
            if new.is_some() {
                parts.headers.remove(header::CONTENT_LENGTH);
            }
            new.map(Body::from)
        }
    };
    let acted = new.is_some();
    let body = new.unwrap_or_else(|| Body::from(bytes));
    (Response::from_parts(parts, body), acted)
}

/// The first half of a body of two bytes or more is no JSON: the brace or bracket that it begins with has
/// no end.
fn half(bytes: &Bytes) -> Bytes {
    bytes.slice(..bytes.len().div_ceil(2).min(bytes.len().saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_is_never_the_whole() {
        for (whole, expected) in [("{}", "{"), ("{\"a\":1}", "{\"a\""), ("1", "")] {
            assert_eq!(half(&Bytes::from_static(whole.as_bytes())), expected);
        }
    }
}
