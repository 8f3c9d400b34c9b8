//! `/_sandbox/findings`: what the clients did wrong.

use std::sync::Arc;

use axum::Json;
use axum::extract::State as Shared;
use serde::Serialize;

use crate::accuser::Finding;
use crate::lock::lock;
use crate::state::State;

#[derive(Serialize)]
pub(super) struct Listed {
    findings: Vec<Finding>,
}

/// `GET`: what was found, in the order in which it was first seen.
pub(super) async fn list(Shared(state): Shared<Arc<State>>) -> Json<Listed> {
    let findings = lock(&state.accuser).findings();
    Json(Listed { findings })
}

#[derive(Serialize)]
pub(super) struct Cleared {
    removed: usize,
}

/// `DELETE`: `{"removed": 2}`.
pub(super) async fn clear(Shared(state): Shared<Arc<State>>) -> Json<Cleared> {
    let removed = lock(&state.accuser).clear();
    Json(Cleared { removed })
}
