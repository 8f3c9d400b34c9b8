//! Registering, and looking at one's own entry.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};

use super::once::Once;
use super::page::shown;
use super::programs::{Registered, authenticated};
use super::{forms, programs};
use crate::lock::lock;
use crate::portal::accept::{is_form, wants_page};
use crate::state::State;

/// `POST /portal/applications`: a new application; its secret is in the answer and never again.
pub(in crate::portal) async fn register(
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let known: Vec<String> = state.documents.scopes().into_keys().collect();
    let (name, scopes) = match forms::application(&headers, &body, &known) {
        Ok(read) => read,
        Err(refusal) => return programs::refused(&state, &headers, refusal),
    };
    let scopes = scopes.unwrap_or(known);
    let application = lock(&state.registry).register(&name, scopes, &mut lock(&state.random));
    if !is_form(&headers) {
        let registered = Json(Registered::new(&application));
        let unkept = [(http::header::CACHE_CONTROL, "no-store")];
        return (StatusCode::CREATED, unkept, registered).into_response();
    }
    let once = Once::Application(&application);
    shown(&state, &application.client_id, StatusCode::CREATED, &once)
}

/// `GET /portal/applications/{clientId}`.
pub(in crate::portal) async fn show(
    Shared(state): Shared<Arc<State>>,
    Path(client_id): Path<String>,
    headers: HeaderMap,
) -> Response {
    if wants_page(&headers) {
        return shown(&state, &client_id, StatusCode::OK, &Once::Nothing);
    }
    if let Err(refusal) = authenticated(&state, &headers, &client_id) {
        return refusal;
    }
    let registry = lock(&state.registry);
    let application = registry.application(&client_id);
    Json(application.map(
        |it| serde_json::json!({"clientId": it.client_id, "name": it.name, "scopes": it.scopes}),
    ))
    .into_response()
}
