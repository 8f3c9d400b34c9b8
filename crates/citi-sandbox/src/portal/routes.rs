//! Where the portal's pages are.

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::{
    applications, assets, clock, documents, events, faults, findings, home, money, nothing,
    postman, requests,
};
use crate::state::State;

/// `/` and `/portal/…`.
pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/", get(home::show))
        .route("/favicon.ico", get(assets::icon))
        .route("/portal", get(nothing::nothing))
        .route("/portal/{*rest}", get(nothing::nothing))
        .route("/portal/assets/{name}", get(assets::file))
        .route("/portal/documents", get(documents::list))
        .route("/portal/documents/{id}", get(documents::renderer))
        .route(
            "/portal/documents/{id}/reference",
            get(documents::reference),
        )
        .route("/portal/documents/{id}/document", get(documents::download))
        .route("/portal/postman.json", get(postman::file))
        .route("/portal/clock", get(clock::show).post(clock::turn))
        .route("/portal/requests", get(requests::list))
        .route("/portal/requests/{number}", get(requests::one))
        .route("/portal/events", get(events::list))
        .route("/portal/events/{id}/replay", post(events::replay))
        .route("/portal/deliveries/{id}", get(events::attempt))
        .route("/portal/deliveries/{id}/resend", post(events::resend))
        .route("/portal/money", get(money::books))
        .route("/portal/money/{account}", get(money::account))
        .route("/portal/findings", get(findings::list))
        .route("/portal/findings/clear", post(findings::clear))
        .route("/portal/faults", get(faults::list).post(faults::add))
        .route("/portal/faults/clear", post(faults::clear))
        .route("/portal/faults/{id}/remove", post(faults::remove))
        .nest("/portal/applications", applications())
}

fn applications() -> Router<Arc<State>> {
    use applications as it;
    Router::new()
        .route("/", get(it::list).post(it::register))
        .route("/{client_id}", get(it::show).delete(it::delete))
        .route("/{client_id}/delete", post(it::delete_by_form))
        .route("/{client_id}/secret", post(it::rotate_secret))
        .route("/{client_id}/scopes", post(it::set_scopes))
        .route("/{client_id}/token", post(it::token))
        .route("/{client_id}/webhooks", get(it::list_hooks).post(it::add))
        .route(
            "/{client_id}/webhooks/{id}",
            axum::routing::delete(it::remove),
        )
        .route(
            "/{client_id}/webhooks/{id}/remove",
            post(it::remove_by_form),
        )
        .route("/{client_id}/webhooks/{id}/rotate", post(it::rotate))
        .route("/{client_id}/webhooks/{id}/test", post(it::test))
}
