//! What a run needs of the world around it.

use super::{Event, Report};
use crate::portal::pull::{PullReport, Sleep};

/// What a run needs of the world around it: the clock, a way to wait, somebody to tell.
pub struct World<'a> {
    /// The clock.
    pub now: &'a (dyn Fn() -> jiff::Timestamp + Sync),
    /// How to wait between attempts at a portal.
    pub sleep: Sleep,
    /// Told how far the run is.
    pub progress: &'a (dyn Fn(Event<'_>) + Sync),
    /// Given the report as it grows, so that a stopped run leaves what it has.
    pub report: &'a dyn Fn(&Report),
    /// Given what a portal gave, before it is stored.
    pub pulled: &'a dyn Fn(&PullReport),
}

impl World<'_> {
    /// Milliseconds since `start`.
    pub(super) fn ms_since(&self, start: jiff::Timestamp) -> u64 {
        let elapsed = (self.now)().as_millisecond() - start.as_millisecond();
        u64::try_from(elapsed).unwrap_or_default()
    }
}

impl Default for World<'_> {
    /// The real clock, waiting for real, and nobody to tell.
    fn default() -> Self {
        Self {
            now: &jiff::Timestamp::now,
            sleep: std::sync::Arc::new(|wait| Box::pin(tokio::time::sleep(wait))),
            progress: &|_| {},
            report: &|_| {},
            pulled: &|_| {},
        }
    }
}
