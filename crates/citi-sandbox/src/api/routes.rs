//! All operations of the bank.

use std::sync::Arc;

use axum::Router;

use super::{accounts, cards, fx, payments};
use crate::state::State;

/// The thirteen operations at their full paths. Who calls, with which token and within which limits,
/// and whether a request has its documented form, is settled before they are reached.
pub(crate) fn routes() -> Router<Arc<State>> {
    accounts::routes()
        .merge(payments::routes())
        .merge(cards::routes())
        .merge(fx::routes())
}
