//! The developer portal.

mod origin;
pub(crate) use origin::own_visitors;

pub(crate) fn routes() -> axum::Router<std::sync::Arc<crate::state::State>> {
    axum::Router::new()
}
