//! What can be looked at.

use std::sync::Arc;

use axum::Json;
use axum::extract::State as Shared;
use serde::Serialize;

use crate::bank::LedgerView;
use crate::gate::RequestRecord;
use crate::lock::lock;
use crate::state::State;

/// The bank's books.
pub(super) async fn ledger(Shared(state): Shared<Arc<State>>) -> Json<LedgerView> {
    let mut bank = lock(&state.bank);
    let now = state.clock.now();
    bank.advance_to(now);
    Json(bank.ledger())
}

#[derive(Serialize)]
pub(super) struct Requests {
    requests: Vec<RequestRecord>,
}

/// What was asked, the oldest first.
pub(super) async fn requests(Shared(state): Shared<Arc<State>>) -> Json<Requests> {
    let requests = lock(&state.requests).all();
    Json(Requests { requests })
}

#[derive(Serialize)]
pub(super) struct Violations {
    checked: bool,
    violations: Vec<String>,
}

/// Answers that broke their documents.
pub(super) async fn violations(Shared(state): Shared<Arc<State>>) -> Json<Violations> {
    Json(Violations {
        checked: state.checked,
        violations: lock(&state.violations).clone(),
    })
}

#[derive(Serialize)]
pub(super) struct Health {
    status: &'static str,
}

/// The server is there.
pub(super) async fn health() -> Json<Health> {
    Json(Health { status: "ok" })
}
