//! `/portal/applications`: registering, and looking.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};

use super::accept::{is_form, wants_page};
use super::application_page::{Once, application_page};
use super::programs::{Registered, authenticated};
use super::{forms, layout};
use crate::lock::lock;
use crate::state::State;

/// `POST`: a new application; its secret is in the answer and never again.
pub(super) async fn register(
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let name = match forms::name(&headers, &body) {
        Ok(name) => name,
        Err(refusal) if is_form(&headers) => {
            return layout::problem(refusal.status, "A name must have 1 to 64 characters.");
        }
        Err(refusal) => return refusal.into_response(),
    };
    let scopes = state.documents.scopes().into_keys().collect();
    let application = lock(&state.registry).register(&name, scopes, &mut lock(&state.random));
    if !is_form(&headers) {
        let registered = Json(Registered::new(&application));
        let unkept = [(http::header::CACHE_CONTROL, "no-store")];
        return (StatusCode::CREATED, unkept, registered).into_response();
    }
    shown(
        &state,
        &application.client_id,
        StatusCode::CREATED,
        &Once::Application(&application),
    )
}

/// `GET /portal/applications/{clientId}`.
pub(super) async fn show(
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

/// The page of an application.
pub(super) fn shown(
    state: &State,
    client_id: &str,
    status: StatusCode,
    once: &Once<'_>,
) -> Response {
    let registry = lock(&state.registry);
    let Some(application) = registry.application(client_id) else {
        return layout::problem(StatusCode::NOT_FOUND, "No application has this id.");
    };
    let types = state.documents.event_types();
    let webhooks = registry.webhooks(client_id);
    let content = application_page(application, webhooks, &types, once);
    layout::page(status, &application.name, &content)
}
