//! `/_sandbox/tokens/revoke`: takes the tokens of a client back.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State as Shared;
use http::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::json_body;
use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Revoke {
    client_id: String,
}

#[derive(Serialize)]
pub(super) struct Revoked {
    revoked: usize,
}

/// `POST {"clientId": "…"}`: `{"revoked": 1}`.
pub(super) async fn revoke(
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Revoked>, Refusal> {
    let revoke: Revoke = json_body::read(&headers, &body)?;
    let revoked = lock(&state.tokens).revoke(&revoke.client_id);
    Ok(Json(Revoked { revoked }))
}
