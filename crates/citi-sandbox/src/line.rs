//! [`Line`]: a hold on the connection that a request came by.

use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use tokio::sync::Notify;

/// How a request came.
#[derive(Clone, Debug)]
pub(crate) struct Came {
    /// When its head had arrived, by the clock on the wall.
    pub(crate) at: Instant,
    /// The connection that it came by.
    pub(crate) line: Line,
}

/// How many lines there were in this process.
static LINES: AtomicU64 = AtomicU64::new(0);

/// A hold on the connection that a request came by. Clones hold the same connection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    number: u64,
    is_cut: AtomicBool,
    cut: Notify,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            number: LINES.fetch_add(1, Ordering::Relaxed),
            is_cut: AtomicBool::new(false),
            cut: Notify::new(),
        }
    }
}

impl Line {
    /// Which it is: no other has the same.
    pub(crate) fn number(&self) -> u64 {
        self.shared.number
    }

    /// Resets the connection: what was written and not sent is lost, and the other side is told that it was
    /// reset. The task that serves the connection drops it, and whatever waits here with it.
    pub(crate) async fn cut<T>(&self) -> T {
        self.shared.is_cut.store(true, Ordering::SeqCst);
        self.shared.cut.notify_one();
        match pending::<Infallible>().await {}
    }

    /// Whether somebody has cut it.
    pub(crate) fn is_cut(&self) -> bool {
        self.shared.is_cut.load(Ordering::SeqCst)
    }

    /// Waits until somebody cuts it.
    pub(crate) async fn wait_for_cut(&self) {
        // A cut before this is remembered.
        self.shared.cut.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_cut_is_seen_whenever_it_is_waited_for() {
        let line = Line::default();
        assert!(!line.is_cut());
        let cut = line.clone();
        let cutter = tokio::spawn(async move { cut.cut::<()>().await });
        line.wait_for_cut().await;
        assert!(line.is_cut());
        assert!(!cutter.is_finished());
        cutter.abort();
    }
}
