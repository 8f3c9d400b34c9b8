//! Changing an application: another secret, other scopes, none at all.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode, header};

use super::once::Once;
use super::page::shown;
use super::programs::{Registered, authenticated, refusal};
use super::{forms, programs};
use crate::lock::lock;
use crate::portal::accept::is_form;
use crate::state::State;

/// `POST /portal/applications/{clientId}/secret`: another secret; the old one is none at once.
pub(in crate::portal) async fn rotate_secret(
    Shared(state): Shared<Arc<State>>,
    Path(client_id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let by_form = is_form(&headers);
    if !by_form && let Err(refusal) = authenticated(&state, &headers, &client_id) {
        return refusal;
    }
    let rotated = lock(&state.registry).rotate_secret(&client_id, &mut lock(&state.random));
    match rotated {
        Ok(application) if by_form => {
            let once = Once::Application(&application);
            shown(&state, &client_id, StatusCode::OK, &once)
        }
        Ok(application) => {
            let unkept = [(header::CACHE_CONTROL, "no-store")];
            (unkept, Json(Registered::new(&application))).into_response()
        }
        Err(error) => programs::refused(&state, &headers, refusal(error)),
    }
}

/// `POST /portal/applications/{clientId}/scopes`, by the form of the page.
pub(in crate::portal) async fn set_scopes(
    Shared(state): Shared<Arc<State>>,
    Path(client_id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if !is_form(&headers)
        && let Err(refusal) = authenticated(&state, &headers, &client_id)
    {
        return refusal;
    }
    let known: Vec<String> = state.documents.scopes().into_keys().collect();
    let set = forms::scopes(&headers, &body, &known).and_then(|scopes| {
        let mut registry = lock(&state.registry);
        registry.set_scopes(&client_id, scopes).map_err(refusal)
    });
    match set {
        Ok(()) if is_form(&headers) => back(&client_id),
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => programs::refused(&state, &headers, refusal),
    }
}

/// `DELETE /portal/applications/{clientId}`.
pub(in crate::portal) async fn delete(
    Shared(state): Shared<Arc<State>>,
    Path(client_id): Path<String>,
    headers: HeaderMap,
) -> Response {
    if let Err(refusal) = authenticated(&state, &headers, &client_id) {
        return refusal;
    }
    match state.remove_application(&client_id) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => refusal(error).into_response(),
    }
}

/// The same by a form of the page.
pub(in crate::portal) async fn delete_by_form(
    Shared(state): Shared<Arc<State>>,
    Path(client_id): Path<String>,
    headers: HeaderMap,
) -> Response {
    match state.remove_application(&client_id) {
        Ok(()) => Redirect::to("/portal/applications").into_response(),
        Err(error) => programs::refused(&state, &headers, refusal(error)),
    }
}

fn back(client_id: &str) -> Response {
    Redirect::to(&format!("/portal/applications/{client_id}")).into_response()
}
