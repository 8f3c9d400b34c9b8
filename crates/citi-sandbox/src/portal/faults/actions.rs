//! Making rules and taking them away, by the forms of the page.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;

use crate::faults::{Fault, FaultError, FaultRule};
use crate::lock::lock;
use crate::portal::layout::problem;
use crate::portal::tab::Tab;
use crate::state::State;

/// `POST /portal/faults`: a new rule. Fields without a value count as left out.
pub(in crate::portal) async fn add(Shared(state): Shared<Arc<State>>, body: Bytes) -> Response {
    match made(&state, &body) {
        Ok(rule) => {
            let kind = rule.kind.name();
            Redirect::to(&format!("/portal/faults?kind={kind}")).into_response()
        }
        Err(error) => problem(
            &state,
            Tab::Faults,
            StatusCode::BAD_REQUEST,
            &error.to_string(),
        ),
    }
}

fn made(state: &State, body: &[u8]) -> Result<FaultRule, FaultError> {
    let fields: Vec<(String, String)> = url::form_urlencoded::parse(body)
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let kind = fields.iter().find(|(name, _)| name == "kind");
    let kind = kind.map_or("", |(_, value)| value);
    let others = fields.iter().filter(|(name, _)| name != "kind");
    let pairs = others.map(|(name, value)| (name.as_str(), value.as_str()));
    state.add_fault(Fault::of(kind, pairs)?)
}

/// `POST /portal/faults/{id}/remove`.
pub(in crate::portal) async fn remove(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
) -> Response {
    // One that is gone already is what was asked for.
    lock(&state.faults).remove(&id);
    Redirect::to("/portal/faults").into_response()
}

/// `POST /portal/faults/clear`.
pub(in crate::portal) async fn clear(Shared(state): Shared<Arc<State>>) -> Response {
    lock(&state.faults).clear();
    Redirect::to("/portal/faults").into_response()
}
