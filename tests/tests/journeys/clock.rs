//! A clock that a client and its bank share.

use std::time::Duration;

use citi::core::{Clock, Sleep};
use citi_sandbox::VirtualClock;
use jiff::Timestamp;

/// Waits up to this long are waited for at once, by moving the bank's clock. Longer ones are time
/// limits, which nothing here comes near.
const AT_ONCE: Duration = Duration::from_secs(5);

/// The bank's clock, for a client: what the client waits for passes at the bank too, and takes no
/// time.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    bank: VirtualClock,
    start: Timestamp,
}

impl Shared {
    /// The clock of this bank.
    pub(crate) fn new(bank: &VirtualClock) -> Self {
        Self {
            bank: bank.clone(),
            start: bank.now(),
        }
    }
}

impl Clock for Shared {
    fn now(&self) -> Timestamp {
        self.bank.now()
    }

    fn elapsed(&self) -> Duration {
        self.bank.now().duration_since(self.start).unsigned_abs()
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        if duration > AT_ONCE {
            return Box::pin(tokio::time::sleep(duration));
        }
        Box::pin(async move {
            self.bank.advance(duration);
        })
    }
}
