//! Where the portal's pages are.

use std::sync::Arc;

use axum::Router;
use axum::routing::{delete, get, post};

use super::{applications, home, hooks};
use crate::state::State;

/// `/` and `/portal/…`.
pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/", get(home::show))
        .route("/portal/applications", post(applications::register))
        .route("/portal/applications/{client_id}", get(applications::show))
        .route(
            "/portal/applications/{client_id}/webhooks",
            get(hooks::list).post(hooks::add),
        )
        .route(
            "/portal/applications/{client_id}/webhooks/{webhook_id}",
            delete(hooks::remove),
        )
        .route(
            "/portal/applications/{client_id}/webhooks/{webhook_id}/remove",
            post(hooks::remove_by_form),
        )
}
