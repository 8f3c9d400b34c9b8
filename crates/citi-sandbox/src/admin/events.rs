//! `/_sandbox/events` and `/_sandbox/deliveries/{id}/resend`: what was told, and telling it again.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};

use crate::json_body;
use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;
use crate::webhooks::{self, EventRecord, SendError};

#[derive(Serialize)]
pub(super) struct Events {
    events: Vec<EventRecord>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Replay {
    webhook_id: String,
}

/// `GET`: events that the bank told of, the oldest first.
pub(super) async fn events(Shared(state): Shared<Arc<State>>) -> Json<Events> {
    webhooks::collect(&state);
    let events = lock(&state.queues).events().cloned().collect();
    Json(Events { events })
}

/// `POST /_sandbox/deliveries/{id}/resend`: 202, and what was sent is sent again.
pub(super) async fn resend(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    accepted(webhooks::resend(&state, &id))
}

/// `POST /_sandbox/events/{id}/replay {"webhookId": "wh-…"}`: 202, and the event is sent there.
pub(super) async fn replay(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    let replay: Replay = json_body::read(&headers, &body)?;
    accepted(webhooks::replay(&state, &id, &replay.webhook_id))
}

fn accepted(sent: Result<(), SendError>) -> Result<StatusCode, Refusal> {
    sent.map(|()| StatusCode::ACCEPTED).map_err(Refusal::from)
}
