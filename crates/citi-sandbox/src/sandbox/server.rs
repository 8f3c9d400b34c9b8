//! The tasks of a sandbox: its server, its courier and its keeper.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::accept::accept;
use crate::state::State;
use crate::{admin, api, documents, exchanges, faults, gate, portal, store, token, webhooks};

/// Starts them; they run until the sender says `true` or is dropped.
pub(super) fn start(
    state: Arc<State>,
    listener: TcpListener,
    client: reqwest::Client,
) -> (Vec<JoinHandle<()>>, watch::Sender<bool>) {
    let (stop, stopped) = watch::channel(false);
    let courier = tokio::spawn(webhooks::run(state.clone(), client, stopped.clone()));
    let keeper = tokio::spawn(store::rounds(state.clone(), stopped.clone()));
    let server = tokio::spawn(accept(listener, state.clone(), router(&state), stopped));
    (vec![server, courier, keeper], stop)
}

/// All that the sandbox answers. What no own door takes goes to the gate, and through it to the bank.
fn router(state: &Arc<State>) -> Router {
    let bank = api::routes()
        .fallback(gate::unserved)
        .layer(from_fn_with_state(state.clone(), gate::gate))
        .with_state(state.clone());
    let own_doors = Router::new()
        .merge(portal::routes())
        .merge(admin::routes())
        .layer(from_fn_with_state(state.clone(), portal::own_visitors));
    let token = token::routes().layer(from_fn_with_state(state.clone(), faults::at_token));
    Router::new()
        .merge(own_doors)
        .merge(documents::routes())
        .merge(token)
        .fallback_service(bank)
        .layer(from_fn_with_state(state.clone(), gate::exchange))
        .layer(from_fn_with_state(state.clone(), exchanges::watch))
        .with_state(state.clone())
}
