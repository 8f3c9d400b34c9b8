//! `/portal/applications/{clientId}/webhooks`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;

use super::accept::is_form;
use super::application_page::Once;
use super::applications::shown;
use super::programs::{Hook, authenticated, refusal};
use super::{forms, layout};
use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;

#[derive(Serialize)]
struct Hooks {
    webhooks: Vec<Hook>,
}

/// `GET`: the webhooks of an application, without their secrets.
pub(super) async fn list(
    Shared(state): Shared<Arc<State>>,
    Path(client_id): Path<String>,
    headers: HeaderMap,
) -> Response {
    if let Err(refusal) = authenticated(&state, &headers, &client_id) {
        return refusal;
    }
    let types = state.documents.event_types();
    let registry = lock(&state.registry);
    let webhooks = registry.webhooks(&client_id).iter();
    let webhooks = webhooks.map(|it| Hook::new(it, &types, false)).collect();
    Json(Hooks { webhooks }).into_response()
}

/// `POST`: a new webhook; its secret is in the answer and never again.
pub(super) async fn add(
    Shared(state): Shared<Arc<State>>,
    Path(client_id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let by_form = is_form(&headers);
    if !by_form && let Err(refusal) = authenticated(&state, &headers, &client_id) {
        return refusal;
    }
    let types = state.documents.event_types();
    let added = forms::webhook(&headers, &body, &types).and_then(|(url, events)| {
        let mut registry = lock(&state.registry);
        registry
            .add_webhook(&client_id, url, events, &mut lock(&state.random))
            .map_err(refusal)
    });
    match added {
        Ok(webhook) if by_form => shown(
            &state,
            &client_id,
            StatusCode::CREATED,
            &Once::Webhook(&webhook),
        ),
        Ok(webhook) => {
            let unkept = [(header::CACHE_CONTROL, "no-store")];
            let hook = Json(Hook::new(&webhook, &types, true));
            (StatusCode::CREATED, unkept, hook).into_response()
        }
        Err(refusal) if by_form => problem(&refusal),
        Err(refusal) => refusal.into_response(),
    }
}

/// `DELETE …/{webhookId}`.
pub(super) async fn remove(
    Shared(state): Shared<Arc<State>>,
    Path((client_id, webhook_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    if let Err(refusal) = authenticated(&state, &headers, &client_id) {
        return refusal;
    }
    let removed = lock(&state.registry).remove_webhook(&client_id, &webhook_id);
    match removed {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => refusal(error).into_response(),
    }
}

/// The same by a form of the page.
pub(super) async fn remove_by_form(
    Shared(state): Shared<Arc<State>>,
    Path((client_id, webhook_id)): Path<(String, String)>,
) -> Response {
    let removed = lock(&state.registry).remove_webhook(&client_id, &webhook_id);
    match removed {
        Ok(()) => Redirect::to(&format!("/portal/applications/{client_id}")).into_response(),
        Err(error) => problem(&refusal(error)),
    }
}

fn problem(refusal: &Refusal) -> Response {
    let details = refusal.details.iter();
    let details = details.map(|it| format!("{} {}", it.field.as_deref().unwrap_or("it"), it.issue));
    let mut words: Vec<_> = details.collect();
    if words.is_empty() {
        words.push(refusal.message.clone());
    }
    layout::problem(refusal.status, &words.join("; "))
}
