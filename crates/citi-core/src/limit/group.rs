//! One group of operations that share a limit.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

use super::Ticks;
use crate::observe::Record;
use crate::retry::Deadline;
use crate::{Clock, Error};

/// The longest that one answer keeps a whole group still; a gateway that asks for a day may be wrong.
const PAUSE: Duration = Duration::from_secs(10 * 60);

/// A group: its quota, and until when the bank wants no calls at all.
pub(super) struct Group {
    name: &'static str,
    clock: Arc<dyn Clock>,
    quota: Option<RateLimiter<NotKeyed, InMemoryState, Ticks, NoOpMiddleware<Duration>>>,
    /// On the clock's [`elapsed`](Clock::elapsed) time.
    paused_until: Mutex<Duration>,
    /// Who holds it is next; the others wait behind it in the order in which they came.
    queue: tokio::sync::Mutex<()>,
    /// How many wait, the one that is next among them.
    waiting: AtomicUsize,
}

/// A call that waits for its turn.
struct Waiting<'a>(&'a Group);

impl<'a> Waiting<'a> {
    fn begin(group: &'a Group) -> Self {
        group.waits(group.waiting.fetch_add(1, Ordering::Relaxed) + 1);
        Self(group)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let before = self.0.waiting.fetch_sub(1, Ordering::Relaxed);
        self.0.waits(before.saturating_sub(1));
    }
}

impl Group {
    pub(super) fn new(name: &'static str, per_minute: Option<u32>, clock: Arc<dyn Clock>) -> Self {
        let quota = per_minute.and_then(NonZeroU32::new).map(|calls| {
            RateLimiter::direct_with_clock(Quota::per_minute(calls), Ticks(Arc::clone(&clock)))
        });
        Self {
            name,
            clock,
            quota,
            paused_until: Mutex::default(),
            queue: tokio::sync::Mutex::default(),
            waiting: AtomicUsize::new(0),
        }
    }

    fn waits(&self, calls: usize) {
        Record::LimiterQueue(self.name, calls).count();
    }

    /// No calls for this long, but no longer than [`PAUSE`].
    pub(super) fn pause(&self, wait: Duration) {
        let until = self.clock.elapsed().saturating_add(wait.min(PAUSE));
        let mut paused = self.paused_until();
        *paused = until.max(*paused);
    }

    /// Waits until a call may go; in turn, and not beyond the deadline.
    pub(super) async fn acquire(&self, deadline: Deadline<'_>) -> Result<(), Error> {
        let _waiting = Waiting::begin(self);
        let turn = match self.queue.try_lock() {
            Ok(turn) => Some(turn),
            Err(_) => deadline.within(self.queue.lock()).await,
        };
        let Some(_turn) = turn else {
            return Err(self.too_long("the calls before it take longer than its time limit"));
        };
        while let Some((wait, reason)) = self.wait() {
            if !deadline.allows(wait) {
                return Err(self.too_long(reason));
            }
            self.clock.sleep(wait).await;
        }
        Ok(())
    }

    /// How long the next call has to wait, and why; takes its place if it need not.
    fn wait(&self) -> Option<(Duration, &'static str)> {
        let now = self.clock.elapsed();
        let paused = self.paused_until().saturating_sub(now);
        if !paused.is_zero() {
            return Some((
                paused,
                "the bank wants no calls for longer than its time limit",
            ));
        }
        let refused = self.quota.as_ref()?.check().err()?;
        // Never nothing: that would be a loop without end.
        let wait = refused.wait_time_from(now).max(Duration::from_nanos(1));
        Some((wait, "its turn comes after its time limit"))
    }

    fn too_long(&self, reason: &str) -> Error {
        Error::limited(format!(
            "the limit of calls a minute of the group `{}` is used up and {reason}; spread the calls, or allow more with `calls_per_minute`",
            self.name
        ))
    }

    fn paused_until(&self) -> std::sync::MutexGuard<'_, Duration> {
        self.paused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
