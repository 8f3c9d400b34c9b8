//! [`LocalRateLimiter`]: the limits as one process counts them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::HeaderMap;

use super::{Group, LimitFuture, LimitGroup, RateLimiter, Standing};
use crate::retry::Deadline;
use crate::{Clock, SystemClock};

/// The limits as one process counts them: the limiter of a connection unless another is given.
///
/// Each group has a quota of its own. A tenth of a minute's calls go at once, the others evenly, so
/// that no minute, wherever it begins, has more calls than the bank takes: it need not be known
/// whether the bank counts by the minute on the clock or lets a bucket fill. Calls go in the order in
/// which they came.
///
/// The bank's own word goes before that count where it allows less: a 429 keeps the whole group
/// still; `RateLimit-Remaining` bounds the calls until `RateLimit-Reset`; a lower limit
/// (`RateLimit-Policy: 100;w=60`, or a `RateLimit-Limit` with its `w`) slows the group, and when it is
/// gone, so is the slowness. No answer keeps a group still for more than ten minutes.
///
/// Several connections that use the same client id share one:
///
/// ```
/// use std::sync::Arc;
/// use citi_core::{Connection, LocalRateLimiter};
/// let limits = Arc::new(LocalRateLimiter::new());
/// let one = Connection::builder("https://api.sandbox.citi.com")
///     .rate_limiter(Arc::clone(&limits))
///     .build()?;
/// let other = Connection::builder("https://api.sandbox.citi.com")
///     .rate_limiter(limits)
///     .build()?;
/// # let _ = (one, other);
/// # Ok::<(), citi_core::Error>(())
/// ```
pub struct LocalRateLimiter {
    clock: Arc<dyn Clock>,
    groups: Mutex<BTreeMap<&'static str, Arc<Group>>>,
}

impl LocalRateLimiter {
    /// With the clock of this machine.
    #[must_use]
    pub fn new() -> Self {
        Self::on(Arc::new(SystemClock::new()))
    }

    /// With this clock.
    #[must_use]
    pub fn with_clock(clock: impl Clock + 'static) -> Self {
        Self::on(Arc::new(clock))
    }

    pub(crate) fn on(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            groups: Mutex::default(),
        }
    }

    /// The group as it was when it was first asked for.
    fn group(&self, group: LimitGroup) -> Arc<Group> {
        let mut groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        let group = groups.entry(group.name).or_insert_with(|| {
            let clock = Arc::clone(&self.clock);
            Arc::new(Group::new(group.calls_per_minute, clock))
        });
        Arc::clone(group)
    }
}

impl RateLimiter for LocalRateLimiter {
    fn acquire(&self, group: LimitGroup, patience: Duration) -> LimitFuture<'_> {
        let deadline = Deadline::after(&*self.clock, patience);
        let group = self.group(group);
        Box::pin(async move { group.acquire(deadline).await })
    }

    fn pause(&self, group: LimitGroup, wait: Duration) {
        self.group(group).pause(wait);
    }

    fn observe(&self, group: LimitGroup, headers: &HeaderMap) {
        let standing = Standing::read(headers, Some(self.clock.now()));
        self.group(group).observe(standing);
    }
}

impl Default for LocalRateLimiter {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for LocalRateLimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalRateLimiter").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;
    use proptest::prelude::*;

    use super::*;

    const READ: LimitGroup = LimitGroup::new("accounts", Some(100));
    const PAY: LimitGroup = LimitGroup::new("payments", None);
    const LONG: Duration = Duration::from_secs(3600);

    fn limiter() -> (SystemClock, LocalRateLimiter) {
        let clock = SystemClock::new();
        (clock, LocalRateLimiter::with_clock(clock))
    }

    /// Milliseconds at which so many calls that come at once may go, in the order in which they came.
    async fn times(
        limiter: &LocalRateLimiter,
        clock: SystemClock,
        group: LimitGroup,
        calls: usize,
    ) -> Vec<u128> {
        let calls = (0..calls).map(|_| async {
            limiter.acquire(group, LONG).await.unwrap();
            clock.elapsed().as_millis()
        });
        join_all(calls).await
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            let name = http::HeaderName::from_static(name);
            (name, value.parse().unwrap())
        });
        pairs.collect()
    }

    /// The timer counts in milliseconds, and rounds up.
    fn about(times: &[u128], want: &[u128]) {
        let near = times
            .iter()
            .zip(want)
            .all(|(time, want)| (*want..want + 4).contains(time));
        assert!(near && times.len() == want.len(), "{times:?} {want:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_tenth_goes_at_once_and_the_rest_in_order() {
        let (clock, limiter) = limiter();
        let times = times(&limiter, clock, READ, 13).await;
        // 91 a minute, evenly.
        about(&times, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 660, 1319, 1979]);
    }

    #[tokio::test(start_paused = true)]
    async fn groups_do_not_count_each_other() {
        let (clock, limiter) = limiter();
        let (read, pay) = tokio::join!(
            times(&limiter, clock, READ, 11),
            times(&limiter, clock, PAY, 5000)
        );
        assert!(read.last() > Some(&0));
        assert_eq!(pay.iter().max(), Some(&0));
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_beyond_its_patience() {
        const FEW: LimitGroup = LimitGroup::new("few", Some(1));
        let (clock, limiter) = limiter();
        let seconds = Duration::from_secs;
        limiter.acquire(FEW, seconds(1)).await.unwrap();
        // The next call may go in a minute: who has less is told at once.
        let error = limiter.acquire(FEW, seconds(59)).await.unwrap_err();
        assert!(error.to_string().contains("its turn"), "{error}");
        assert_eq!(clock.elapsed(), Duration::ZERO);
        // Who stands behind another waits for its own time at most.
        let (first, second) = tokio::join!(
            limiter.acquire(FEW, seconds(61)),
            limiter.acquire(FEW, seconds(5)),
        );
        assert!(first.is_ok() && second.is_err());
        // Who goes away leaves the turn to the next.
        let given_up = tokio::time::timeout(seconds(1), limiter.acquire(FEW, seconds(100)));
        assert!(given_up.await.is_err());
        limiter.acquire(FEW, seconds(100)).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_is_for_everybody_and_never_shortened() {
        let (clock, limiter) = limiter();
        limiter.pause(READ, Duration::from_secs(30));
        limiter.pause(READ, Duration::from_secs(10));
        about(&times(&limiter, clock, READ, 3).await, &[30_000; 3]);
        // But no answer keeps a group still for a day.
        limiter.pause(PAY, Duration::MAX);
        let patience = Duration::from_secs(600);
        assert!(limiter.acquire(PAY, patience).await.is_err());
        limiter
            .acquire(PAY, patience + Duration::from_secs(1))
            .await
            .unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_bank_has_left_bounds_the_calls_until_its_reset() {
        let (clock, limiter) = limiter();
        let left =
            |left, reset| headers(&[("ratelimit-remaining", left), ("ratelimit-reset", reset)]);
        limiter.observe(PAY, &left("2", "10"));
        about(
            &times(&limiter, clock, PAY, 4).await,
            &[0, 0, 10_000, 10_000],
        );
        // An answer to an earlier call does not know of those on their way.
        limiter.observe(PAY, &left("3", "10"));
        limiter.acquire(PAY, LONG).await.unwrap();
        limiter.acquire(PAY, LONG).await.unwrap();
        limiter.observe(PAY, &left("2", "10"));
        about(&times(&limiter, clock, PAY, 2).await, &[10_000, 20_000]);
        // None left: until the reset, which an answer may put off.
        limiter.observe(PAY, &left("0", "5"));
        limiter.observe(PAY, &left("0", "8"));
        about(&times(&limiter, clock, PAY, 1).await, &[28_000]);
        // The other group has nothing to do with it.
        limiter.observe(PAY, &left("0", "60"));
        about(&times(&limiter, clock, READ, 1).await, &[28_000]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_lower_limit_of_the_bank_slows_the_group_until_it_is_gone() {
        let (clock, limiter) = limiter();
        let policy = |policy| headers(&[("ratelimit-policy", policy)]);
        limiter.observe(READ, &policy("10;w=60"));
        about(
            &times(&limiter, clock, READ, 3).await,
            &[6000, 12_000, 18_000],
        );
        // A higher one than ours does not make it faster than ours.
        limiter.observe(READ, &policy("5000;w=60"));
        let more = times(&limiter, clock, READ, 3).await;
        about(&more, &[18_660, 19_319, 19_979]);
        // A group that nobody has limited has the bank's.
        limiter.observe(PAY, &policy("60;w=60"));
        let some = times(&limiter, clock, PAY, 2).await;
        about(&some, &[21_070, 22_161]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_minute_has_more_calls_than_the_limit(
            limit in 1_u32..60,
            gaps in proptest::collection::vec(0_u64..20_000, 1..120),
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .start_paused(true)
                .build()
                .unwrap();
            let times = runtime.block_on(async {
                let (clock, limiter) = limiter();
                let group = LimitGroup::new("any", Some(limit));
                let mut times = Vec::new();
                for gap in gaps {
                    // Half of them come at once.
                    tokio::time::sleep(Duration::from_millis(gap.saturating_sub(10_000))).await;
                    limiter.acquire(group, Duration::MAX).await.unwrap();
                    times.push(clock.elapsed());
                }
                times
            });
            for (first, time) in times.iter().enumerate() {
                let end = *time + Duration::from_secs(60);
                let within = times[first..].iter().filter(|time| **time < end).count();
                prop_assert!(within <= limit as usize, "{within} of {limit}: {times:?}");
            }
        }
    }
}
