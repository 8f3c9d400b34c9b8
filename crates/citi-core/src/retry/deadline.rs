//! How long at most.

use std::future::Future;
use std::time::Duration;

use crate::Clock;

/// The moment by which something must be over, on a clock that never goes back.
#[derive(Clone, Copy)]
pub(crate) struct Deadline<'a> {
    clock: &'a dyn Clock,
    at: Duration,
}

impl<'a> Deadline<'a> {
    /// `limit` from now.
    pub(crate) fn after(clock: &'a dyn Clock, limit: Duration) -> Self {
        Self {
            clock,
            at: clock.elapsed().saturating_add(limit),
        }
    }

    /// How much is left; nothing once it is over.
    pub(crate) fn left(&self) -> Duration {
        self.at.saturating_sub(self.clock.elapsed())
    }

    /// Whether anything is left after a wait.
    pub(crate) fn allows(&self, wait: Duration) -> bool {
        wait < self.left()
    }

    /// What `work` gives, unless the time is over first.
    pub(crate) async fn within<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            output = work => Some(output),
            () = self.clock.sleep(self.left()) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemClock;

    #[tokio::test(start_paused = true)]
    async fn it_is_over_when_it_is_over() {
        let clock = SystemClock::new();
        let deadline = Deadline::after(&clock, Duration::from_secs(10));
        assert!(deadline.allows(Duration::from_secs(9)));
        assert!(!deadline.allows(Duration::from_secs(10)));
        let work = async {
            clock.sleep(Duration::from_secs(4)).await;
            7
        };
        assert_eq!(deadline.within(work).await, Some(7));
        assert_eq!(deadline.left(), Duration::from_secs(6));
        assert_eq!(deadline.within(std::future::pending::<()>()).await, None);
        assert_eq!(clock.elapsed(), Duration::from_secs(10));
        assert_eq!(deadline.left(), Duration::ZERO);
        let endless = Deadline::after(&clock, Duration::MAX);
        assert!(endless.allows(Duration::from_secs(u64::from(u32::MAX))));
    }
}
