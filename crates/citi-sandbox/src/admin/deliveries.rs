//! `/_sandbox/deliveries`: attempts to deliver events, whole.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State as Shared};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;
use crate::webhooks::{Answer, Attempt, DeliveryRecord, Seen, SendError};

/// An attempt. What was sent and answered is there as long as it is kept: of the latest 500.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Shown {
    #[serde(flatten)]
    record: DeliveryRecord,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Request>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Answered>,
    /// From the first byte out to the head of the answer, by the clock on the wall.
    #[serde(skip_serializing_if = "Option::is_none")]
    took_ms: Option<u64>,
}

#[derive(Serialize)]
struct Request {
    method: &'static str,
    url: String,
    headers: Vec<(String, String)>,
    #[serde(flatten)]
    body: Body,
}

#[derive(Serialize)]
struct Answered {
    status: Option<u16>,
    headers: Vec<(String, String)>,
    /// Its beginning.
    #[serde(flatten)]
    body: Body,
}

/// Bytes as they went: as text, or in base 64 if they are none.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Body {
    Body(String),
    BodyBase64(String),
}

impl Body {
    fn of(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::Body(text.to_owned()),
            Err(_) => Self::BodyBase64(STANDARD.encode(bytes)),
        }
    }
}

impl Shown {
    fn of(attempt: &Attempt) -> Self {
        let seen = attempt.seen.as_ref();
        let answered = |answer: &Answer| Answered {
            status: attempt.record.status,
            headers: answer.headers.clone(),
            body: Body::of(&answer.body),
        };
        let millis = |seen: &Seen| u64::try_from(seen.took.as_millis()).unwrap_or(u64::MAX);
        Self {
            record: attempt.record.clone(),
            request: seen.map(|seen| Request {
                method: "POST",
                url: seen.url.clone(),
                headers: seen.headers.clone(),
                body: Body::of(&seen.body),
            }),
            answer: seen.and_then(|seen| seen.answer.as_ref()).map(answered),
            took_ms: seen.map(millis),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Listed {
    deliveries: Vec<Shown>,
}

/// `GET`: all that are remembered, the oldest first.
pub(super) async fn list(Shared(state): Shared<Arc<State>>) -> Json<Listed> {
    let queues = lock(&state.queues);
    let deliveries = queues.attempts().map(Shown::of).collect();
    Json(Listed { deliveries })
}

/// `GET /_sandbox/deliveries/{id}`.
pub(super) async fn one(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
) -> Result<Json<Shown>, Refusal> {
    let queues = lock(&state.queues);
    let found = queues.attempts().find(|it| it.record.id == id);
    let shown = found.map(Shown::of).ok_or(SendError::NoDelivery);
    Ok(Json(shown.map_err(Refusal::from)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_given_all_the_same() {
        let text = serde_json::to_string(&Body::of(b"{\"a\": 1.50}")).unwrap();
        assert_eq!(text, r#"{"body":"{\"a\": 1.50}"}"#);
        let text = serde_json::to_string(&Body::of(&[0xff, 0])).unwrap();
        assert_eq!(text, r#"{"bodyBase64":"/wA="}"#);
    }
}
