//! `/portal/applications/{clientId}/webhooks`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;

use super::once::Once;
use super::page::shown;
use super::programs::{Hook, Rotated, authenticated, refusal};
use super::{forms, programs};
use crate::lock::lock;
use crate::portal::accept::is_form;
use crate::refusal::Refusal;
use crate::state::State;
use crate::webhooks;

#[derive(Serialize)]
struct Hooks {
    webhooks: Vec<Hook>,
}

/// `GET`: the webhooks of an application, without their secrets.
pub(in crate::portal) async fn list(
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
pub(in crate::portal) async fn add(
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
    let added =
        forms::webhook(&headers, &body, &types, state.own_port()).and_then(|(url, events)| {
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
        Err(refusal) => programs::refused(&state, &headers, refusal),
    }
}

/// `DELETE …/{webhookId}`.
pub(in crate::portal) async fn remove(
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
pub(in crate::portal) async fn remove_by_form(
    Shared(state): Shared<Arc<State>>,
    Path((client_id, webhook_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let removed = lock(&state.registry).remove_webhook(&client_id, &webhook_id);
    match removed {
        Ok(()) => Redirect::to(&format!("/portal/applications/{client_id}")).into_response(),
        Err(error) => programs::refused(&state, &headers, refusal(error)),
    }
}

/// `POST …/{webhookId}/rotate`: another secret, which signs from a day later on; it is in the answer and
/// never again.
pub(in crate::portal) async fn rotate(
    Shared(state): Shared<Arc<State>>,
    Path((client_id, webhook_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let by_form = is_form(&headers);
    if !by_form && let Err(refusal) = authenticated(&state, &headers, &client_id) {
        return refusal;
    }
    let now = state.clock.now();
    let ids = (client_id.as_str(), webhook_id.as_str());
    let rotated = lock(&state.registry).rotate_webhook(ids, now, &mut lock(&state.random));
    match rotated {
        Ok((webhook, secret, from)) if by_form => {
            let once = Once::Successor(&webhook, &secret, from);
            shown(&state, &client_id, StatusCode::OK, &once)
        }
        Ok((_, secret, signs_from)) => {
            let unkept = [(header::CACHE_CONTROL, "no-store")];
            let rotated = Json(Rotated {
                webhook_id: &webhook_id,
                secret: secret.expose(),
                signs_from,
            });
            (unkept, rotated).into_response()
        }
        Err(error) => programs::refused(&state, &headers, refusal(error)),
    }
}

/// `POST …/{webhookId}/test`: an event of a type, as its document shows it, to this webhook alone.
pub(in crate::portal) async fn test(
    Shared(state): Shared<Arc<State>>,
    Path((client_id, webhook_id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let by_form = is_form(&headers);
    if !by_form && let Err(refusal) = authenticated(&state, &headers, &client_id) {
        return refusal;
    }
    let types = state.documents.event_types();
    let sent = forms::event_type(&headers, &body, &types).and_then(|kind| {
        webhooks::send_test(&state, (&client_id, &webhook_id), &kind).map_err(Refusal::from)
    });
    match sent {
        Ok(_) if by_form => Redirect::to("/portal/events").into_response(),
        Ok(event_id) => {
            let sent = Json(serde_json::json!({ "eventId": event_id }));
            (StatusCode::ACCEPTED, sent).into_response()
        }
        Err(refusal) => programs::refused(&state, &headers, refusal),
    }
}
