//! All groups of a connection.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::Group;
use crate::observe::Record;
use crate::retry::Deadline;
use crate::{Clock, Error, Operation};

/// The limiter: a group for each that the operation tables name, made when it is first called.
pub(crate) struct Limiter {
    clock: Arc<dyn Clock>,
    /// Calls a minute that go before those of the tables.
    overrides: BTreeMap<String, Option<u32>>,
    groups: Mutex<BTreeMap<&'static str, Arc<Group>>>,
}

impl Limiter {
    pub(crate) fn new(clock: Arc<dyn Clock>, overrides: BTreeMap<String, Option<u32>>) -> Self {
        Self {
            clock,
            overrides,
            groups: Mutex::default(),
        }
    }

    /// Waits until a call of this operation may go.
    ///
    /// # Errors
    /// If that would be later than the deadline.
    pub(crate) async fn acquire(
        &self,
        operation: &'static Operation,
        deadline: Deadline<'_>,
    ) -> Result<(), Error> {
        let begun = self.clock.elapsed();
        let turn = self.group(operation).acquire(deadline).await;
        let waited = self.clock.elapsed().saturating_sub(begun);
        Record::LimiterWait(operation.limit_group, waited).count();
        turn
    }

    /// The bank wants no calls of this operation's group for this long.
    pub(crate) fn pause(&self, operation: &'static Operation, wait: Duration) {
        self.group(operation).pause(wait);
    }

    fn group(&self, operation: &'static Operation) -> Arc<Group> {
        let name = operation.limit_group;
        let mut groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        let group = groups.entry(name).or_insert_with(|| {
            let calls = self.overrides.get(name);
            let calls = calls.copied().unwrap_or(operation.calls_per_minute);
            Arc::new(Group::new(name, calls, Arc::clone(&self.clock)))
        });
        Arc::clone(group)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;

    use super::*;
    use crate::SystemClock;

    static READ: Operation = Operation {
        limit_group: "accounts",
        calls_per_minute: Some(60),
        ..Operation::EMPTY
    };
    static PAY: Operation = Operation {
        limit_group: "payments",
        ..Operation::EMPTY
    };

    fn limiter(overrides: &[(&str, Option<u32>)]) -> (Arc<dyn Clock>, Limiter) {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
        let overrides = overrides
            .iter()
            .map(|(name, calls)| ((*name).to_owned(), *calls));
        (Arc::clone(&clock), Limiter::new(clock, overrides.collect()))
    }

    /// Milliseconds at which so many calls that come at once may go, in the order in which they
    /// came.
    async fn times(limiter: &Limiter, clock: &dyn Clock, calls: usize) -> Vec<u128> {
        let calls = (0..calls).map(|_| async {
            let deadline = Deadline::after(clock, Duration::from_secs(60));
            limiter.acquire(&READ, deadline).await.unwrap();
            clock.elapsed().as_millis()
        });
        join_all(calls).await
    }

    #[tokio::test(start_paused = true)]
    async fn a_minutes_worth_goes_at_once_and_the_rest_in_order() {
        let (clock, limiter) = limiter(&[]);
        let times = times(&limiter, &*clock, 63).await;
        assert_eq!(times[..60], [0; 60]);
        for (time, want) in times[60..].iter().zip([1000, 2000, 3000]) {
            // The timer counts in milliseconds, and rounds up.
            assert!((want..=want + 3).contains(time), "{times:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn groups_do_not_count_each_other_and_can_be_overridden() {
        let (clock, limiter) = limiter(&[("accounts", Some(1))]);
        let deadline = || Deadline::after(&*clock, Duration::from_secs(5));
        limiter.acquire(&READ, deadline()).await.unwrap();
        assert!(limiter.acquire(&READ, deadline()).await.is_err());
        for _ in 0..5000 {
            limiter.acquire(&PAY, deadline()).await.unwrap();
        }
        let (clock, unlimited) = self::limiter(&[("accounts", None)]);
        let times = times(&unlimited, &*clock, 5000).await;
        assert_eq!(times.iter().max(), Some(&0));
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_beyond_the_deadline() {
        let (clock, limiter) = limiter(&[("accounts", Some(1))]);
        let deadline = |seconds| Deadline::after(&*clock, Duration::from_secs(seconds));
        limiter.acquire(&READ, deadline(1)).await.unwrap();
        // The next call may go in a minute: who has less is told at once.
        let error = limiter.acquire(&READ, deadline(59)).await.unwrap_err();
        assert!(error.is_limited_here() && !error.is_rate_limited());
        assert_eq!(error.outcome(), crate::Outcome::NotSent);
        assert!(error.to_string().contains("`accounts`"), "{error}");
        assert_eq!(clock.elapsed(), Duration::ZERO);
        // Who stands behind another waits for its own deadline at most.
        let (first, second) = tokio::join!(
            limiter.acquire(&READ, deadline(61)),
            limiter.acquire(&READ, deadline(5)),
        );
        assert!(first.is_ok() && second.unwrap_err().is_limited_here());
        // Who goes away leaves the turn to the next.
        assert!(
            deadline(1)
                .within(limiter.acquire(&READ, deadline(100)))
                .await
                .is_none()
        );
        limiter.acquire(&READ, deadline(100)).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_is_for_everybody_and_never_shortened() {
        let (clock, limiter) = limiter(&[]);
        limiter.pause(&READ, Duration::from_secs(30));
        limiter.pause(&READ, Duration::from_secs(10));
        let times = times(&limiter, &*clock, 3).await;
        assert!(
            times.iter().all(|time| (30_000..30_003).contains(time)),
            "{times:?}"
        );
        limiter.pause(&PAY, Duration::from_secs(30));
        let deadline = Deadline::after(&*clock, Duration::from_secs(30));
        let error = limiter.acquire(&PAY, deadline).await.unwrap_err();
        assert!(error.to_string().contains("no calls"), "{error}");
        // But no answer keeps a group still for a day.
        limiter.pause(&PAY, Duration::MAX);
        let deadline = Deadline::after(&*clock, Duration::from_secs(601));
        limiter.acquire(&PAY, deadline).await.unwrap();
    }
}
