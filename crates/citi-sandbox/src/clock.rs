//! [`VirtualClock`]: the sandbox's own time.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use citi_core::{Clock, Sleep};
use jiff::fmt::rfc2822::DateTimePrinter;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

use crate::lock::lock;

/// Where the sandbox's time ends: a bank that lives on until the end of the calendar would never answer.
pub(crate) const END: Timestamp = Timestamp::constant(7_258_118_400, 0);

/// The sandbox's own time: it begins where it is told, runs with real time unless it is frozen, and
/// can be moved forward. It goes back only with the whole sandbox, when an image is put back.
///
/// Clones share the same time. A connection that is given one (`ConnectionBuilder::clock`) waits by
/// the sandbox's time, so that an hour passes at a word.
///
/// ```
/// use std::time::Duration;
/// use citi_sandbox::VirtualClock;
///
/// let clock = VirtualClock::new("2026-03-02T14:00:00Z".parse()?, true);
/// clock.advance(Duration::from_secs(3600));
/// assert_eq!(clock.now().to_string(), "2026-03-02T15:00:00Z");
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct VirtualClock {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    frozen: bool,
    base: Mutex<Base>,
    moved: Notify,
}

/// What time it was at a moment of this machine.
#[derive(Debug)]
struct Base {
    at: Timestamp,
    since: Instant,
    /// Since when `elapsed` counts, and what it had counted before: it goes on when time goes back.
    from: Timestamp,
    counted: Duration,
}

impl VirtualClock {
    /// A clock that shows `start` now. If `frozen`, it moves by [`advance`](Self::advance) and
    /// [`set`](Self::set) alone.
    #[must_use]
    pub fn new(start: Timestamp, frozen: bool) -> Self {
        Self {
            shared: Arc::new(Shared {
                frozen,
                base: Mutex::new(Base {
                    at: start,
                    since: Instant::now(),
                    from: start,
                    counted: Duration::ZERO,
                }),
                moved: Notify::new(),
            }),
        }
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.at(&lock(&self.shared.base))
    }

    /// Whether it moves by [`advance`](Self::advance) and [`set`](Self::set) alone.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.shared.frozen
    }

    /// Moves it forward; at the end of its time, the first moment of the year 2200, it stays. Gives what time
    /// it is then.
    pub fn advance(&self, by: Duration) -> Timestamp {
        let mut base = lock(&self.shared.base);
        let now = self.at(&base);
        let target = later(now, by).min(END.max(now));
        self.turn(&mut base, target)
    }

    /// Sets it to `to`, but not beyond the end of its time, or leaves it if that is past. Gives what time it
    /// is then.
    pub fn set(&self, to: Timestamp) -> Timestamp {
        let mut base = lock(&self.shared.base);
        let target = to.min(END).max(self.at(&base));
        self.turn(&mut base, target)
    }

    /// Sets it to `to`, be it past: all that it is the time of is put back with it.
    pub(crate) fn put_back(&self, to: Timestamp) {
        let mut base = lock(&self.shared.base);
        base.counted = self.elapsed_of(&base);
        base.from = to;
        self.turn(&mut base, to);
    }

    /// Waits until it is moved.
    pub(crate) async fn moved(&self) {
        self.shared.moved.notified().await;
    }

    fn turn(&self, base: &mut Base, target: Timestamp) -> Timestamp {
        base.at = target;
        base.since = Instant::now();
        self.shared.moved.notify_waiters();
        target
    }

    fn elapsed_of(&self, base: &Base) -> Duration {
        let since = between(base.from, self.at(base));
        base.counted.saturating_add(since)
    }

    fn at(&self, base: &Base) -> Timestamp {
        if self.shared.frozen {
            base.at
        } else {
            later(base.at, base.since.elapsed())
        }
    }
}

/// The instant that is `by` after `at`, or the last one.
pub(crate) fn later(at: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by)
        .ok()
        .and_then(|by| at.checked_add(by).ok())
        .unwrap_or(Timestamp::MAX)
}

/// How long it is from `from` to `to`; nothing if `to` is earlier.
pub(crate) fn between(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

/// `Mon, 02 Mar 2026 14:00:00 GMT` (RFC 9110 §5.6.7).
pub(crate) fn http_date(at: Timestamp) -> String {
    // Of its years, 0 to 9999, the sandbox's clock knows some alone: this never takes the other way.
    DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&at)
        .unwrap_or_default()
}

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        Self::now(self)
    }

    fn elapsed(&self) -> Duration {
        self.elapsed_of(&lock(&self.shared.base))
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        let until = self.elapsed().saturating_add(duration);
        Box::pin(async move {
            loop {
                let moved = self.shared.moved.notified();
                let left = until.saturating_sub(self.elapsed());
                if left.is_zero() {
                    return;
                }
                if self.shared.frozen {
                    moved.await;
                } else {
                    // Woken by whichever comes first; the loop looks again.
                    let _ = tokio::time::timeout(left, moved).await;
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Timestamp {
        "2026-03-02T14:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_frozen_clock_stands_and_never_goes_back() {
        let clock = VirtualClock::new(start(), true);
        assert_eq!(clock.now(), start());
        clock.set("2020-01-01T00:00:00Z".parse().unwrap());
        assert_eq!(clock.now(), start());
        clock.advance(Duration::MAX);
        assert_eq!(clock.now().to_string(), "2200-01-01T00:00:00Z");
        clock.set(Timestamp::MAX);
        assert_eq!(clock.now(), END);
    }

    #[test]
    fn a_running_clock_goes_on() {
        let clock = VirtualClock::new(start(), false);
        std::thread::sleep(Duration::from_millis(2));
        let now = clock.now();
        assert!(now > start() && now < later(start(), Duration::from_secs(60)));
    }

    #[test]
    fn when_time_goes_back_what_has_elapsed_stays() {
        let clock = VirtualClock::new(start(), true);
        clock.advance(Duration::from_secs(60));
        clock.put_back(start());
        assert_eq!(clock.now(), start());
        assert_eq!(clock.elapsed(), Duration::from_secs(60));
        clock.advance(Duration::from_secs(1));
        assert_eq!(clock.elapsed(), Duration::from_secs(61));
    }

    #[test]
    fn dates_are_those_of_http() {
        let at: Timestamp = "2026-03-02T14:05:09.5Z".parse().unwrap();
        assert_eq!(http_date(at), "Mon, 02 Mar 2026 14:05:09 GMT");
    }

    #[tokio::test]
    async fn who_sleeps_by_it_wakes_when_it_is_moved() {
        let clock = VirtualClock::new(start(), true);
        let mover = clock.clone();
        let (slept, ()) = tokio::join!(
            async {
                clock.sleep(Duration::from_secs(3600)).await;
                clock.elapsed()
            },
            async {
                mover.advance(Duration::from_secs(1800));
                tokio::task::yield_now().await;
                mover.advance(Duration::from_secs(1800));
            }
        );
        assert_eq!(slept, Duration::from_secs(3600));
    }
}
