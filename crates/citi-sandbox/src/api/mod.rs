//! The four categories over HTTP.

use std::sync::Arc;

use crate::state::State;

pub(crate) fn routes() -> axum::Router<Arc<State>> {
    axum::Router::new()
}
