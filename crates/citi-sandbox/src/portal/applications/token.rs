//! `POST /portal/applications/{clientId}/token`: a token for the page that tries the documents.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use serde::Serialize;

use super::programs;
use super::programs::refusal;
use crate::lock::lock;
use crate::registry::RegistryError;
use crate::state::State;
use crate::token::{Holder, LIFETIME};

#[derive(Serialize)]
struct Granted {
    access_token: String,
    token_type: &'static str,
    expires_in: u64,
    scope: String,
}

/// A token with all scopes of the application, without its secret. Like the rest of the portal, this is
/// for whoever runs the sandbox; a page of another site is kept out before it comes here.
pub(in crate::portal) async fn token(
    Shared(state): Shared<Arc<State>>,
    Path(client_id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let application = lock(&state.registry).application(&client_id).cloned();
    let Some(application) = application else {
        return programs::refused(&state, &headers, refusal(RegistryError::NoApplication));
    };
    let scope = application.scopes.join(" ");
    let holder = Holder {
        client_id: application.client_id.into(),
        scopes: application.scopes,
    };
    let now = state.clock.now();
    let access_token = lock(&state.tokens).issue(holder, now, &mut lock(&state.random));
    let granted = Granted {
        access_token,
        token_type: "Bearer",
        expires_in: LIFETIME.as_secs(),
        scope,
    };
    ([(header::CACHE_CONTROL, "no-store")], Json(granted)).into_response()
}
