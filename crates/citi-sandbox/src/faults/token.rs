//! [`at_token`]: faults of the token endpoint.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State as Shared};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{StatusCode, header};

use super::called::in_header;
use super::{FaultPlace, Hit, Skew, TOKEN, after};
use crate::gate::Noted;
use crate::lock::lock;
use crate::state::State;
use crate::token::basic;

/// The most bytes of a token request.
const MOST: usize = 64 * 1024;

/// Lets a fault meet a token request, by its header or by a rule.
pub(crate) async fn at_token(
    Shared(state): Shared<Arc<State>>,
    request: Request,
    next: Next,
) -> Response {
    let asked = match in_header(request.headers(), FaultPlace::Token) {
        Ok(asked) => asked,
        Err(refusal) => return refusal.into_response(),
    };
    let may_act = asked.is_some() || lock(&state.faults).may_act(FaultPlace::Token);
    if !may_act {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, MOST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let client = client(&parts, &bytes);
    let hit = match asked {
        Some(fault) => Some(Hit::asked("header", fault)),
        None => lock(&state.faults).choose(
            FaultPlace::Token,
            TOKEN,
            client.as_deref(),
            state.clock.now(),
        ),
    };
    let request = Request::from_parts(parts, Body::from(bytes));
    let Some(hit) = hit else {
        return next.run(request).await;
    };
    let answer = match hit.fault.is_carried_out() {
        true => next.run(request).await,
        false => StatusCode::OK.into_response(),
    };
    let noted = answer.extensions().get::<Noted>().cloned();
    let mut answer = after(&state, None, &hit, answer, client.as_deref()).await;
    if let Some(noted) = noted {
        answer.extensions_mut().insert(noted);
    }
    match answer.extensions().get::<Skew>().copied() {
        Some(Skew(seconds)) => other_life(answer, seconds).await,
        None => answer,
    }
}

/// Who asks, as far as the request says so; nobody has looked at the secret yet.
fn client(parts: &Parts, body: &Bytes) -> Option<String> {
    match basic(&parts.headers) {
        Some(read) => read.ok().map(|(id, _)| id),
        None => url::form_urlencoded::parse(body)
            .find(|(name, _)| name == "client_id")
            .map(|(_, value)| value.into_owned()),
    }
}

/// A token says another life than it has: longer by so many seconds, at least one in all.
async fn other_life(answer: Response, seconds: i64) -> Response {
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Granted {
        access_token: String,
        token_type: String,
        expires_in: i64,
        scope: String,
    }
    let (mut parts, body) = answer.into_parts();
    let bytes = to_bytes(body, MOST).await.unwrap_or_default();
    let new = serde_json::from_slice::<Granted>(&bytes)
        .ok()
        .and_then(|mut granted| {
            granted.expires_in = granted.expires_in.saturating_add(seconds).max(1);
            serde_json::to_vec(&granted).ok()
        });
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(new.map_or(bytes, Bytes::from)))
}
