//! Our clock, as governor reads one.

use std::sync::Arc;
use std::time::Duration;

use crate::Clock;

/// The time that passes on a [`Clock`].
#[derive(Clone)]
pub(super) struct Ticks(pub(super) Arc<dyn Clock>);

impl governor::clock::Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}
