//! `POST /oauth2/token`: the client credentials grant of RFC 6749 §4.4.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use citi_core::Secret;
use http::{HeaderMap, header};
use serde::Serialize;

use super::refusal::TokenRefusal;
use super::tokens::LIFETIME;
use super::{Holder, basic};
use crate::gate::Noted;
use crate::lock::lock;
use crate::registry::Application;
use crate::state::State;

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new().route("/oauth2/token", post(token))
}

#[derive(Serialize)]
struct Granted {
    access_token: String,
    token_type: &'static str,
    expires_in: u64,
    scope: String,
}

async fn token(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Response {
    let mut noted = Noted {
        group: "oauth2",
        ..Noted::default()
    };
    let mut answer = match grant(&state, &headers, &body, &mut noted) {
        Ok(granted) => Json(granted).into_response(),
        Err(refusal) => refusal.into_response(),
    };
    answer.extensions_mut().insert(noted);
    let unkept = [
        (header::CACHE_CONTROL, "no-store"),
        (header::PRAGMA, "no-cache"),
    ];
    (unkept, answer).into_response()
}

fn grant(
    state: &State,
    headers: &HeaderMap,
    body: &[u8],
    noted: &mut Noted,
) -> Result<Granted, TokenRefusal> {
    let form = form(headers, body)?;
    let application = client(state, headers, &form)?;
    noted.client_id = Some(application.client_id.as_str().into());
    match form.get("grant_type").map(String::as_str) {
        Some("client_credentials") => {}
        Some(_) => {
            return Err(TokenRefusal::new(
                "unsupported_grant_type",
                "Only client_credentials is supported.",
            ));
        }
        None => {
            return Err(TokenRefusal::new(
                "invalid_request",
                "grant_type is missing.",
            ));
        }
    }
    let scopes = scopes(form.get("scope").map_or("", String::as_str), &application)?;
    let scope = scopes.join(" ");
    let holder = Holder {
        client_id: application.client_id.into(),
        scopes,
    };
    let now = state.clock.now();
    noted.grant = Some(lock(&state.tokens).has_good(&holder, now));
    let access_token = lock(&state.tokens).issue(holder, now, &mut lock(&state.random));
    Ok(Granted {
        access_token,
        token_type: "Bearer",
        expires_in: LIFETIME.as_secs(),
        scope,
    })
}

/// The parameters. One that stands twice is refused, one without a value counts as left out (§3.2).
fn form(headers: &HeaderMap, body: &[u8]) -> Result<BTreeMap<String, String>, TokenRefusal> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    if !kind
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    {
        return Err(TokenRefusal::new(
            "invalid_request",
            "The body must be application/x-www-form-urlencoded.",
        ));
    }
    let mut form = BTreeMap::new();
    for (name, value) in url::form_urlencoded::parse(body) {
        if !value.is_empty() && form.insert(name.into_owned(), value.into_owned()).is_some() {
            return Err(TokenRefusal::new(
                "invalid_request",
                "A parameter is given more than once.",
            ));
        }
    }
    Ok(form)
}

/// Who asks: by Basic, or by id and secret in the form; not by both (§2.3).
fn client(
    state: &State,
    headers: &HeaderMap,
    form: &BTreeMap<String, String>,
) -> Result<Application, TokenRefusal> {
    let unknown = || TokenRefusal::client("The client is not known, or its secret is another.");
    let (id, secret) = match (basic(headers), form.get("client_secret")) {
        (Some(_), Some(_)) => {
            return Err(TokenRefusal::new(
                "invalid_request",
                "Authenticate in one way, by Basic or in the form.",
            ));
        }
        (Some(read), None) => read.map_err(|()| unknown())?,
        (None, Some(secret)) => {
            let id = form.get("client_id").ok_or_else(unknown)?;
            (id.clone(), Secret::from(secret.as_str()))
        }
        (None, None) => {
            return Err(TokenRefusal::client(
                "The client must authenticate by Basic.",
            ));
        }
    };
    lock(&state.registry)
        .authenticate(&id, &secret)
        .cloned()
        .ok_or_else(unknown)
}

/// The scopes that are granted: those asked for, or all of the application's.
fn scopes(asked: &str, application: &Application) -> Result<Vec<String>, TokenRefusal> {
    let mut granted: Vec<String> = asked.split_ascii_whitespace().map(str::to_owned).collect();
    granted.sort();
    granted.dedup();
    if granted.iter().any(|it| !application.scopes.contains(it)) {
        return Err(TokenRefusal::new(
            "invalid_scope",
            "A scope is not known, or not granted to this client.",
        ));
    }
    if granted.is_empty() {
        granted.clone_from(&application.scopes);
    }
    Ok(granted)
}
