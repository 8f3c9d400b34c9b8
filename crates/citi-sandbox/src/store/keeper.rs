//! [`Keeper`]: writes what changed, for many at once.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;

use super::kept::changes;
use super::rows::Rows;
use crate::lock::lock;
use crate::state::State;

/// How often is written what no request has asked to be: what was delivered, what was read.
const ROUND: Duration = Duration::from_secs(1);

/// Writes what changed. Whoever waits while another's change is being written shares the next write with
/// all who wait then.
pub(crate) struct Keeper {
    port: u16,
    rows: Mutex<Rows>,
    /// How many changes were announced.
    announced: AtomicU64,
    /// Up to which of them all is on the disk.
    durable: tokio::sync::Mutex<u64>,
}

impl Keeper {
    pub(super) fn new(rows: Rows, port: u16) -> Self {
        Self {
            port,
            rows: Mutex::new(rows),
            announced: AtomicU64::new(0),
            durable: tokio::sync::Mutex::new(0),
        }
    }

    /// Writes the state as it is now; if only the time went on, then if `all` is to be written.
    ///
    /// # Errors
    /// It can't be written.
    pub(crate) fn write(&self, state: &State, all: bool) -> io::Result<()> {
        // What changed is asked for under this lock, so that it is written in the order in which it did.
        let mut rows = lock(&self.rows);
        rows.write(changes(state, self.port), all)
    }
}

/// Returns once all that has changed before is on the disk; at once if the sandbox keeps nothing.
///
/// # Errors
/// It can't be written.
pub(crate) async fn keep(state: &Arc<State>) -> io::Result<()> {
    written(state, true).await
}

async fn written(state: &Arc<State>, all: bool) -> io::Result<()> {
    let Some(keeper) = &state.keeper else {
        return Ok(());
    };
    let mine = keeper.announced.fetch_add(1, Ordering::SeqCst) + 1;
    let mut durable = keeper.durable.lock().await;
    if *durable >= mine {
        return Ok(());
    }
    let up_to = keeper.announced.load(Ordering::SeqCst);
    let held = state.clone();
    let written = tokio::task::spawn_blocking(move || match &held.keeper {
        Some(keeper) => keeper.write(&held, all),
        None => Ok(()),
    });
    written.await.map_err(io::Error::other)??;
    // Without the time it is less than others wait for.
    if all {
        *durable = up_to;
    }
    Ok(())
}

/// Writes now and then until `stopped` says so, and then once more.
pub(crate) async fn rounds(state: Arc<State>, mut stopped: watch::Receiver<bool>) {
    if state.keeper.is_none() {
        return;
    }
    loop {
        let is_over = tokio::select! {
            () = tokio::time::sleep(ROUND) => false,
            _ = stopped.wait_for(|stop| *stop) => true,
        };
        // Whoever changes something is told when it can't be written.
        let _ = written(&state, is_over).await;
        if is_over {
            return;
        }
    }
}
