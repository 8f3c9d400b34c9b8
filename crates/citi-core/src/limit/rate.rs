//! [`Rate`]: so many calls in so long.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::Quota;

/// So many calls in so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    pub(super) calls: NonZeroU32,
    pub(super) window: Duration,
}

impl Rate {
    pub(super) fn new(calls: u32, window: Duration) -> Option<Self> {
        // Longer ones would not fit the nanoseconds that are counted with; nobody limits by the decade.
        const YEAR: Duration = Duration::from_secs(366 * 24 * 60 * 60);
        let calls = NonZeroU32::new(calls).filter(|_| window <= YEAR)?;
        (!window.is_zero()).then_some(Self { calls, window })
    }

    pub(super) fn per_minute(calls: u32) -> Option<Self> {
        Self::new(calls, Duration::from_secs(60))
    }

    /// The slower of two.
    pub(super) fn slower(self, other: Self) -> Self {
        let one = u128::from(self.calls.get()) * other.window.as_nanos();
        match one <= u128::from(other.calls.get()) * self.window.as_nanos() {
            true => self,
            false => other,
        }
    }

    /// A tenth of the calls at once, the rest evenly: in no window, wherever it begins, are there more
    /// than `calls`.
    ///
    /// A quota whose burst is all of them lets twice as many through in its first window: the burst,
    /// and what flows back meanwhile. A bank that counts by the minute on the clock refuses the second
    /// half. With a burst of `b`, evenly `calls + 1 - b` in a window is what keeps to it.
    pub(super) fn quota(self) -> Option<(Quota, NonZeroU32)> {
        let calls = self.calls.get();
        let burst = NonZeroU32::new(calls / 10).unwrap_or(NonZeroU32::MIN);
        let evenly = u128::from(calls - burst.get()) + 1;
        let period = u64::try_from(self.window.as_nanos().div_ceil(evenly)).ok()?;
        let quota = Quota::with_period(Duration::from_nanos(period))?;
        Some((quota.allow_burst(burst), burst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(calls: u32, seconds: u64) -> Rate {
        Rate::new(calls, Duration::from_secs(seconds)).unwrap()
    }

    #[test]
    fn the_slower_one_lets_fewer_through_in_the_same_time() {
        assert_eq!(rate(100, 60).slower(rate(10, 1)), rate(100, 60));
        assert_eq!(rate(1000, 60).slower(rate(10, 1)), rate(10, 1));
        assert_eq!(rate(1, 1).slower(rate(60, 60)), rate(1, 1));
        assert!(Rate::new(0, Duration::from_secs(1)).is_none());
        assert!(Rate::new(1, Duration::ZERO).is_none());
        assert!(Rate::new(1, Duration::MAX).is_none());
    }

    #[test]
    fn a_tenth_goes_at_once() {
        let (quota, burst) = rate(1000, 60).quota().unwrap();
        assert_eq!((burst.get(), quota.burst_size().get()), (100, 100));
        assert_eq!(quota.replenish_interval().as_millis(), 66);
        let (quota, burst) = rate(1, 60).quota().unwrap();
        assert_eq!(burst.get(), 1);
        assert_eq!(quota.replenish_interval(), Duration::from_secs(60));
        for calls in [1, 10, 1000, u32::MAX] {
            for seconds in [1, 60, 366 * 24 * 60 * 60] {
                assert!(rate(calls, seconds).quota().is_some());
            }
        }
    }
}
