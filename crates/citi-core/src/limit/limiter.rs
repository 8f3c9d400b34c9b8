//! The limiter of a connection.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::HeaderMap;

use super::{LimitGroup, RateLimiter};
use crate::observe::Record;
use crate::retry::Deadline;
use crate::{Clock, Error, Operation};

/// What a connection asks before it sends: how many may wait, and when a call may go.
pub(crate) struct Limiter {
    pub(crate) clock: Arc<dyn Clock>,
    /// Calls a minute that go before those of the tables.
    pub(crate) overrides: BTreeMap<String, Option<u32>>,
    /// How many calls of a group may wait at once.
    pub(crate) most: usize,
    pub(crate) rates: Arc<dyn RateLimiter>,
    /// How many calls of each group wait.
    pub(crate) waiting: Mutex<BTreeMap<&'static str, Arc<AtomicUsize>>>,
}

/// A call that waits for its turn.
struct Waiting {
    group: &'static str,
    count: Arc<AtomicUsize>,
}

impl Waiting {
    fn begin(group: &'static str, count: Arc<AtomicUsize>) -> (Self, usize) {
        let before = count.fetch_add(1, Ordering::Relaxed);
        Record::LimiterQueue(group, before + 1).count();
        (Self { group, count }, before)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let before = self.count.fetch_sub(1, Ordering::Relaxed);
        Record::LimiterQueue(self.group, before.saturating_sub(1)).count();
    }
}

impl Limiter {
    /// Waits until a call of this operation may go.
    ///
    /// # Errors
    /// If that would be later than the deadline, or too many wait already.
    pub(crate) async fn acquire(
        &self,
        operation: &'static Operation,
        deadline: Deadline<'_>,
    ) -> Result<(), Error> {
        let group = self.group(operation);
        let (_waiting, before) = Waiting::begin(group.name, self.count(group.name));
        if before >= self.most {
            return Err(Error::queue_full(format!(
                "{before} calls of the group `{}` wait already; make fewer at once, or let more wait with `max_waiting_calls`",
                group.name
            )));
        }
        let begun = self.clock.elapsed();
        let turn = self.rates.acquire(group, deadline.left()).await;
        let waited = self.clock.elapsed().saturating_sub(begun);
        Record::LimiterWait(group.name, waited).count();
        turn.map_err(|error| {
            Error::limited(format!(
                "the group `{}`: {error}; spread the calls, give them more time, or allow more with `calls_per_minute`",
                group.name
            ))
        })
    }

    /// The bank wants no calls of this operation's group for this long.
    pub(crate) fn pause(&self, operation: &'static Operation, wait: Duration) {
        self.rates.pause(self.group(operation), wait);
    }

    /// The bank answered.
    pub(crate) fn observe(&self, operation: &'static Operation, headers: &HeaderMap) {
        self.rates.observe(self.group(operation), headers);
    }

    fn group(&self, operation: &'static Operation) -> LimitGroup {
        let name = operation.limit_group;
        let own = self.overrides.get(name).copied();
        LimitGroup::new(name, own.unwrap_or(operation.calls_per_minute))
    }

    fn count(&self, group: &'static str) -> Arc<AtomicUsize> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(waiting.entry(group).or_default())
    }
}
