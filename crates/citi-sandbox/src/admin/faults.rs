//! `/_sandbox/faults`: the rules by which things go wrong.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use http::{HeaderMap, StatusCode};
use indexmap::IndexMap;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::faults::{Fault, FaultError, FaultRecord, FaultRule};
use crate::json_body;
use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;

#[derive(Serialize)]
pub(super) struct Listed {
    rules: Vec<FaultRule>,
    /// What they did, the oldest first.
    records: Vec<FaultRecord>,
}

/// `GET`: the rules with their counts, and what they did.
pub(super) async fn list(Shared(state): Shared<Arc<State>>) -> Json<Listed> {
    let faults = lock(&state.faults);
    Json(Listed {
        rules: faults.rules(),
        records: faults.records(),
    })
}

/// `POST {"kind": "rate-limited", "header": "date", "operation": "getRates", "count": 1}`: 201 with the rule.
pub(super) async fn add(
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<FaultRule>), Refusal> {
    let members: IndexMap<String, Box<RawValue>> = json_body::read(&headers, &body)?;
    let fault = Fault::of_json(&members).map_err(|error| invalid(&error))?;
    let rule = state.add_fault(fault).map_err(|error| invalid(&error))?;
    Ok((StatusCode::CREATED, Json(rule)))
}

/// `DELETE /_sandbox/faults/{id}`: 204.
pub(super) async fn remove(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    match lock(&state.faults).remove(&id) {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "FAULT_NOT_FOUND",
            "No rule has this id; GET /_sandbox/faults lists them.",
        )),
    }
}

#[derive(Serialize)]
pub(super) struct Cleared {
    removed: usize,
}

/// `DELETE`: `{"removed": 2}`.
pub(super) async fn clear(Shared(state): Shared<Arc<State>>) -> Json<Cleared> {
    let removed = lock(&state.faults).clear();
    Json(Cleared { removed })
}

fn invalid(error: &FaultError) -> Refusal {
    Refusal::new(
        StatusCode::BAD_REQUEST,
        "INVALID_BODY",
        "The body is no fault.",
    )
    .detail(Some(error.field()), error.issue())
}
