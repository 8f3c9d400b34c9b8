//! A clock that a client and its bank share, on which waits take no time.

use std::time::Duration;

use citi::core::{Clock, Sleep};
use citi_sandbox::VirtualClock;
use jiff::Timestamp;

/// The time limit of an attempt: it alone is waited for by the clock on the wall, as the network is real.
pub(crate) const ATTEMPT: Duration = Duration::from_millis(601);
/// The time limit of a call, which nothing here comes near.
pub(crate) const CALL: Duration = Duration::from_secs(10_000);
/// The longest pause between attempts.
pub(crate) const PAUSE: Duration = Duration::from_secs(5);
/// Waits longer than this are time limits: that of a token request is ten seconds.
const LONG: Duration = Duration::from_secs(8);

/// The bank's clock, for a client: what the client waits for passes at the bank too, at once.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    bank: VirtualClock,
    start: Timestamp,
}

impl Shared {
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
        if duration == ATTEMPT || duration > LONG {
            return Box::pin(tokio::time::sleep(duration));
        }
        Box::pin(async move {
            self.bank.advance(duration);
        })
    }
}
