//! Where the doors are.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{delete, get, post, put};

use super::{clock, events, faults, findings, images, limits, look, tls, tokens};
use crate::state::State;

/// The most bytes of an image that is sent here.
const IMAGE: usize = 64 * 1024 * 1024;

/// `/_sandbox/…` and `/health`.
pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/_sandbox/clock", get(clock::show).post(clock::turn))
        .route(
            "/_sandbox/faults",
            get(faults::list).post(faults::add).delete(faults::clear),
        )
        .route("/_sandbox/faults/{id}", delete(faults::remove))
        .route(
            "/_sandbox/findings",
            get(findings::list).delete(findings::clear),
        )
        .route("/_sandbox/snapshot", get(images::file).post(images::keep))
        .route("/_sandbox/snapshots", get(images::list))
        .route("/_sandbox/snapshots/{name}", delete(images::remove))
        .route(
            "/_sandbox/restore",
            post(images::restore).layer(DefaultBodyLimit::max(IMAGE)),
        )
        .route("/_sandbox/reset", post(images::reset))
        .route("/_sandbox/tls", get(tls::show))
        .route("/_sandbox/tls/rotate", post(tls::rotate))
        .route("/_sandbox/tls/clients", post(tls::issue))
        .route("/_sandbox/tls/ca.pem", get(tls::authority))
        .route("/_sandbox/limits", put(limits::set))
        .route("/_sandbox/tokens/revoke", post(tokens::revoke))
        .route("/_sandbox/ledger", get(look::ledger))
        .route("/_sandbox/requests", get(look::requests))
        .route("/_sandbox/deliveries", get(look::deliveries))
        .route("/_sandbox/deliveries/{id}/resend", post(events::resend))
        .route("/_sandbox/events", get(events::events))
        .route("/_sandbox/events/{id}/replay", post(events::replay))
        .route("/_sandbox/violations", get(look::violations))
        .route("/health", get(look::health))
}
