//! What programs are answered, and how they say who they are.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use jiff::Timestamp;
use serde::Serialize;

use crate::lock::lock;
use crate::portal::accept::is_form;
use crate::portal::layout;
use crate::portal::tab::Tab;
use crate::refusal::Refusal;
use crate::registry::{Application, RegistryError, Webhook};
use crate::state::State;
use crate::token::basic;

/// An application that was just registered: the only time that its secret is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Registered<'a> {
    client_id: &'a str,
    client_secret: &'a str,
    name: &'a str,
    scopes: &'a [String],
}

impl<'a> Registered<'a> {
    pub(super) fn new(application: &'a Application) -> Self {
        Self {
            client_id: &application.client_id,
            client_secret: application.client_secret.expose(),
            name: &application.name,
            scopes: &application.scopes,
        }
    }
}

/// A webhook; its secret only when it was just made.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Hook {
    webhook_id: String,
    url: String,
    events: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

impl Hook {
    /// A webhook that gets all types lists them all.
    pub(super) fn new(webhook: &Webhook, types: &[String], with_secret: bool) -> Self {
        let events = match webhook.events.as_slice() {
            [] => types,
            events => events,
        };
        Self {
            webhook_id: webhook.id.clone(),
            url: webhook.url.to_string(),
            events: events.to_vec(),
            secret: with_secret.then(|| webhook.secret.expose().to_owned()),
        }
    }
}

/// A new secret of a webhook: the only time that it is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rotated<'a> {
    pub(super) webhook_id: &'a str,
    pub(super) secret: &'a str,
    /// When it begins to sign.
    pub(super) signs_from: Timestamp,
}

/// Lets the application itself pass, by Basic.
///
/// # Errors
/// 401 with a challenge; 403 for another application.
#[allow(clippy::result_large_err, reason = "an answer is an answer")]
pub(super) fn authenticated(
    state: &State,
    headers: &HeaderMap,
    client_id: &str,
) -> Result<(), Response> {
    let known = basic(headers)
        .and_then(Result::ok)
        .filter(|(id, secret)| lock(&state.registry).authenticate(id, secret).is_some());
    match known {
        Some((id, _)) if id == client_id => Ok(()),
        Some(_) => Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "ACCESS_DENIED",
            "This application is another one's.",
        )
        .into_response()),
        None => {
            let challenge = [(
                header::WWW_AUTHENTICATE,
                "Basic realm=\"portal\", charset=\"UTF-8\"",
            )];
            let refusal = Refusal::new(
                StatusCode::UNAUTHORIZED,
                "CLIENT_INVALID",
                "Authenticate by Basic, with client id and client secret.",
            );
            Err((challenge, refusal).into_response())
        }
    }
}

/// What the registry refuses, as an answer.
pub(super) fn refusal(error: RegistryError) -> Refusal {
    let (status, code) = match error {
        RegistryError::NoApplication => (StatusCode::NOT_FOUND, "APPLICATION_NOT_FOUND"),
        RegistryError::NoWebhook => (StatusCode::NOT_FOUND, "WEBHOOK_NOT_FOUND"),
        RegistryError::TooManyWebhooks => (StatusCode::CONFLICT, "TOO_MANY_WEBHOOKS"),
    };
    Refusal::new(status, code, error.to_string())
}

/// A refusal: as a page to a form, as JSON to a program.
pub(super) fn refused(state: &State, headers: &HeaderMap, refusal: Refusal) -> Response {
    if !is_form(headers) {
        return refusal.into_response();
    }
    let details = refusal.details.iter();
    let details = details.map(|it| format!("{} {}", it.field.as_deref().unwrap_or("it"), it.issue));
    let mut words: Vec<_> = details.collect();
    if words.is_empty() {
        words.push(refusal.message.clone());
    }
    layout::problem(state, Tab::Applications, refusal.status, &words.join("; "))
}
