//! Sending again, by the buttons of the page.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};

use crate::portal::layout::problem;
use crate::portal::tab::Tab;
use crate::refusal::Refusal;
use crate::state::State;
use crate::webhooks::{self, SendError};

/// `POST /portal/deliveries/{id}/resend`.
pub(in crate::portal) async fn resend(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
) -> Response {
    done(&state, webhooks::resend(&state, &id))
}

/// `POST /portal/events/{id}/replay`, with `webhookId`.
pub(in crate::portal) async fn replay(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
    body: Bytes,
) -> Response {
    let mut fields = url::form_urlencoded::parse(&body);
    let webhook = fields.find(|(name, _)| name == "webhookId");
    let webhook = webhook.map(|(_, value)| value.into_owned());
    let webhook = webhook.unwrap_or_default();
    done(&state, webhooks::replay(&state, &id, &webhook))
}

fn done(state: &State, sent: Result<(), SendError>) -> Response {
    match sent {
        Ok(()) => Redirect::to("/portal/events").into_response(),
        Err(error) => {
            let refusal = Refusal::from(error);
            problem(state, Tab::Events, refusal.status, &refusal.message)
        }
    }
}
