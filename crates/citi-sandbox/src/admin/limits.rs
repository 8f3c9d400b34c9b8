//! `/_sandbox/limits`: another limit for a client.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State as Shared;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use crate::gate::Limit;
use crate::json_body;
use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Set {
    client_id: String,
    group: String,
    calls: u32,
    seconds: std::num::NonZeroU32,
}

/// `PUT {"clientId": "…", "group": "payments", "calls": 3, "seconds": 60}`.
pub(super) async fn set(
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    let set: Set = json_body::read(&headers, &body)?;
    let mut groups = state.documents.apis.iter();
    if !groups.any(|api| api.id == set.group && !api.endpoints.is_empty()) {
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "INVALID_BODY",
            "The body is not valid.",
        )
        .detail(
            Some("group"),
            "must be one of accounts, payments, cards, fx",
        ));
    }
    let limit = Limit {
        calls: set.calls,
        window: Duration::from_secs(set.seconds.get().into()),
    };
    lock(&state.limits).set(&set.client_id, &set.group, limit);
    Ok(StatusCode::NO_CONTENT)
}
