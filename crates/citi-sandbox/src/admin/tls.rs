//! `/_sandbox/tls`: the authority, keys, and certificates for clients.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};

use crate::json_body;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tls::{Keys, TlsClients, TlsError, TlsPins};

#[derive(Serialize)]
pub(super) struct Shown {
    pins: TlsPins,
    /// Whether clients show certificates: `unasked`, `asked`, `demanded`.
    clients: &'static str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Client {
    name: String,
}

#[derive(Serialize)]
struct Issued<'a> {
    certificate: &'a str,
    key: &'a str,
}

/// `GET /_sandbox/tls`: `{"pins": {"current": "sha256/…", "next": "sha256/…"}, "clients": "asked"}`.
pub(super) async fn show(Shared(state): Shared<Arc<State>>) -> Result<Json<Shown>, Refusal> {
    let keys = keys(&state)?;
    Ok(Json(shown(keys, keys.pins())))
}

/// `POST /_sandbox/tls/rotate`: the key in reserve comes into use.
pub(super) async fn rotate(Shared(state): Shared<Arc<State>>) -> Result<Json<Shown>, Refusal> {
    let keys = keys(&state)?;
    let pins = keys.rotate().map_err(|error| failed(&error))?;
    Ok(Json(shown(keys, pins)))
}

/// `GET /_sandbox/tls/ca.pem`: what clients trust.
pub(super) async fn authority(Shared(state): Shared<Arc<State>>) -> Result<Response, Refusal> {
    let kind = [(header::CONTENT_TYPE, "application/x-pem-file")];
    Ok((kind, keys(&state)?.ca_pem().to_owned()).into_response())
}

/// `POST /_sandbox/tls/clients {"name": "tour"}`: 201 with `certificate` and `key`, as PEM.
pub(super) async fn issue(
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let keys = keys(&state)?;
    let Client { name } = json_body::read(&headers, &body)?;
    let identity = keys.client_identity(&name).map_err(|error| {
        let message = "The body is not valid.";
        let issue = error.to_string();
        Refusal::new(StatusCode::BAD_REQUEST, "INVALID_BODY", message).detail(Some("name"), issue)
    })?;
    let issued = Issued {
        certificate: &identity.certificate,
        key: identity.key.expose(),
    };
    let unkept = [(header::CACHE_CONTROL, "no-store")];
    Ok((StatusCode::CREATED, unkept, Json(issued)).into_response())
}

fn keys(state: &State) -> Result<&Keys, Refusal> {
    state.tls.as_ref().ok_or_else(|| {
        let message = "The sandbox speaks plain HTTP; start it with --tls.";
        Refusal::new(StatusCode::NOT_FOUND, "TLS_OFF", message)
    })
}

fn shown(keys: &Keys, pins: TlsPins) -> Shown {
    let clients = match keys.clients() {
        TlsClients::Unasked => "unasked",
        TlsClients::Asked => "asked",
        TlsClients::Demanded => "demanded",
    };
    Shown { pins, clients }
}

fn failed(error: &TlsError) -> Refusal {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    Refusal::new(status, "INTERNAL_ERROR", error.to_string())
}
