//! The tasks of a sandbox: its server, its courier and its keeper.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::accept::accept;
use super::house::House;
use crate::state::State;
use crate::{admin, documents, faults, gate, portal, store, token, webhooks};

/// Starts them; they run until the sender says `true` or is dropped.
pub(super) fn start(
    state: Arc<State>,
    listener: TcpListener,
    client: reqwest::Client,
) -> (Vec<JoinHandle<()>>, watch::Sender<bool>) {
    let (stop, stopped) = watch::channel(false);
    let courier = tokio::spawn(webhooks::run(state.clone(), client, stopped.clone()));
    let keeper = tokio::spawn(store::rounds(state.clone(), stopped.clone()));
    let server = tokio::spawn(accept(listener, house(state), stopped));
    (vec![server, courier, keeper], stop)
}

/// All that answers.
fn house(state: Arc<State>) -> House {
    let visited = portal::routes()
        .merge(admin::routes())
        .layer(from_fn_with_state(state.clone(), portal::own_visitors));
    let token = token::routes().layer(from_fn_with_state(state.clone(), faults::at_token));
    let doors = Router::new()
        .merge(visited)
        .merge(documents::routes())
        .merge(token)
        .layer(from_fn(gate::placed))
        .fallback(gate::elsewhere)
        .with_state(state.clone());
    House { state, doors }
}
