//! One group of operations that share a limit.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::RateLimiter;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};

use super::{LimitError, Rate, Standing, Ticks};
use crate::Clock;
use crate::retry::Deadline;

/// The longest that one answer keeps a whole group still; a gateway that asks for a day may be wrong.
const PAUSE: Duration = Duration::from_secs(10 * 60);

type Quota = RateLimiter<NotKeyed, InMemoryState, Ticks, NoOpMiddleware<Duration>>;

/// A group: its quota, and until when the bank wants no calls at all.
pub(super) struct Group {
    clock: Arc<dyn Clock>,
    /// What this side was told.
    own: Option<Rate>,
    state: Mutex<State>,
    /// Who holds it is next; the others wait behind it in the order in which they came.
    queue: tokio::sync::Mutex<()>,
}

struct State {
    /// The rate that holds now: this side's, or a slower one of the bank.
    rate: Option<Rate>,
    quota: Option<Quota>,
    /// On the clock's [`elapsed`](Clock::elapsed) time.
    paused_until: Duration,
    /// So many calls may go until then, as the bank says.
    window: Option<(u32, Duration)>,
}

impl Group {
    pub(super) fn new(per_minute: Option<u32>, clock: Arc<dyn Clock>) -> Self {
        let own = per_minute.and_then(Rate::per_minute);
        let quota = own
            .and_then(|rate| quota(rate, &clock))
            .map(|(quota, _)| quota);
        Self {
            clock,
            own,
            state: Mutex::new(State {
                rate: own,
                quota,
                paused_until: Duration::ZERO,
                window: None,
            }),
            queue: tokio::sync::Mutex::default(),
        }
    }

    /// No calls for this long, but no longer than [`PAUSE`].
    pub(super) fn pause(&self, wait: Duration) {
        let until = self.clock.elapsed().saturating_add(wait.min(PAUSE));
        let mut state = self.state();
        state.paused_until = until.max(state.paused_until);
    }

    /// What the bank says goes before what this side counts, where it allows less.
    pub(super) fn observe(&self, standing: Standing) {
        let now = self.clock.elapsed();
        let mut state = self.state();
        if let Some(bank) = standing.rate {
            let rate = self.own.map_or(bank, |own| own.slower(bank));
            let other = (state.rate != Some(rate)).then(|| quota(rate, &self.clock));
            if let Some((quota, burst)) = other.flatten() {
                // It begins empty: calls were made already.
                let _ = quota.check_n(burst);
                (state.rate, state.quota) = (Some(rate), Some(quota));
            }
        }
        if let (Some(left), Some(reset)) = (standing.remaining, standing.reset) {
            let until = now.saturating_add(reset.min(PAUSE));
            state.window = Some(match state.window {
                // Calls that are on their way are not in what an answer says, but are in this side's
                // count; so the lower one holds until the window is over.
                Some((counted, end)) if now < end && left > 0 => (counted.min(left), end),
                Some((_, end)) if now < end => (0, end.max(until)),
                _ => (left, until),
            });
        }
    }

    /// Waits until a call may go; in turn, and not beyond the deadline.
    pub(super) async fn acquire(&self, deadline: Deadline<'_>) -> Result<(), LimitError> {
        let turn = match self.queue.try_lock() {
            Ok(turn) => Some(turn),
            Err(_) => deadline.within(self.queue.lock()).await,
        };
        let Some(_turn) = turn else {
            return Err(LimitError::too_long(
                "the limit of calls is used up and the calls before it take longer than its time limit",
            ));
        };
        while let Some((wait, reason)) = self.wait() {
            if !deadline.allows(wait) {
                return Err(LimitError::too_long(reason));
            }
            self.clock.sleep(wait).await;
        }
        Ok(())
    }

    /// How long the next call has to wait, and why; takes its place if it need not.
    fn wait(&self) -> Option<(Duration, &'static str)> {
        let now = self.clock.elapsed();
        let mut state = self.state();
        let paused = state.paused_until.saturating_sub(now);
        if !paused.is_zero() {
            return Some((
                paused,
                "the bank wants no calls for longer than its time limit",
            ));
        }
        state.window = state.window.filter(|(_, end)| now < *end);
        if let Some((0, end)) = state.window {
            return Some((
                end.saturating_sub(now),
                "the bank has no calls left for longer than its time limit",
            ));
        }
        if let Some(refused) = state.quota.as_ref().and_then(|quota| quota.check().err()) {
            // Never nothing: that would be a loop without end.
            let wait = refused.wait_time_from(now).max(Duration::from_nanos(1));
            return Some((
                wait,
                "the limit of calls is used up and its turn comes after its time limit",
            ));
        }
        if let Some((left, _)) = &mut state.window {
            *left = left.saturating_sub(1);
        }
        None
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn quota(rate: Rate, clock: &Arc<dyn Clock>) -> Option<(Quota, NonZeroU32)> {
    let (quota, burst) = rate.quota()?;
    let ticks = Ticks(Arc::clone(clock));
    Some((RateLimiter::direct_with_clock(quota, ticks), burst))
}
