//! [`Clock`]: what time it is, and waiting.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;

/// What [`Clock::sleep`] gives.
pub type Sleep<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// What time it is, and waiting: all that the runtime knows of time, so that tests need not wait.
///
/// Whatever lasts is measured with [`elapsed`](Self::elapsed), so that a wall clock that is set
/// does no harm.
///
/// ```
/// use citi_core::{Clock, SystemClock};
/// let clock = SystemClock::new();
/// let before = clock.elapsed();
/// assert!(clock.elapsed() >= before);
/// ```
pub trait Clock: Send + Sync {
    /// The time of day. It may jump.
    fn now(&self) -> Timestamp;

    /// How long it is since some moment that stays the same. It never goes back.
    fn elapsed(&self) -> Duration;

    /// Waits.
    fn sleep(&self, duration: Duration) -> Sleep<'_>;
}

/// The clock of this machine, by [`tokio::time`]: a paused runtime pauses it.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    start: tokio::time::Instant,
}

impl SystemClock {
    /// The clock, its [`elapsed`](Clock::elapsed) time beginning now.
    #[must_use]
    pub fn new() -> Self {
        Self {
            start: tokio::time::Instant::now(),
        }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        Box::pin(tokio::time::sleep(duration))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_paused_runtime_pauses_it() {
        let clock = SystemClock::new();
        clock.sleep(Duration::from_secs(3600)).await;
        assert_eq!(clock.elapsed(), Duration::from_secs(3600));
    }
}
