//! [`Backoff`]: when to send again.

use std::time::Duration;

/// How long to wait before the next attempt.
///
/// What the bank asks for ([`Error::retry_after`](crate::Error::retry_after)) is the least, whatever
/// a backoff says; a wait that would pass the deadline of the call is not begun.
///
/// ```
/// use std::time::Duration;
/// use citi_core::{Backoff, Retry};
///
/// /// The same pause each time.
/// struct Steady(Duration);
///
/// impl Backoff for Steady {
///     fn pause(&self, _failed: u32, _random: [u8; 16]) -> Duration {
///         self.0
///     }
/// }
/// let retry = Retry::default().backoff(Steady(Duration::from_secs(1)));
/// # let _ = retry;
/// ```
pub trait Backoff: Send + Sync {
    /// The pause after `failed` failed attempts, 1 or more. `random` is chance, of the connection's
    /// [`Randomness`](crate::Randomness): callers who failed together should not come back together.
    fn pause(&self, failed: u32, random: [u8; 16]) -> Duration;
}

/// The backoff unless another is given: a random pause between nothing and `base`, which doubles with
/// each failed attempt up to `cap` (exponential backoff with full jitter).
///
/// ```
/// use std::time::Duration;
/// use citi_core::{Backoff, FullJitter};
///
/// let backoff = FullJitter::new(Duration::from_millis(200), Duration::from_secs(20));
/// assert_eq!(backoff.pause(1, [0; 16]), Duration::ZERO);
/// assert_eq!(backoff.pause(3, [0xff; 16]), Duration::from_millis(800));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FullJitter {
    base: Duration,
    cap: Duration,
}

impl FullJitter {
    /// The longest that the first pause may be, and the longest that any may be.
    #[must_use]
    pub const fn new(base: Duration, cap: Duration) -> Self {
        Self { base, cap }
    }
}

impl Backoff for FullJitter {
    fn pause(&self, failed: u32, random: [u8; 16]) -> Duration {
        let doubled = 1_u32
            .checked_shl(failed.saturating_sub(1))
            .and_then(|factor| self.base.checked_mul(factor));
        let most = doubled.map_or(self.cap, |most| most.min(self.cap));
        fraction(most, random)
    }
}

/// A random part of `most`: nothing to all of it.
pub(crate) fn fraction(most: Duration, random: [u8; 16]) -> Duration {
    let [a, b, c, d, e, f, ..] = random;
    // The first six bytes: those of a UUID after them are not all random.
    let random = u128::from(u64::from_be_bytes([0, 0, a, b, c, d, e, f]));
    let nanos = most.as_nanos().saturating_mul(random) / ((1 << 48) - 1);
    u64::try_from(nanos).map_or(most, Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: [u8; 16] = [0xff; 16];
    const USUAL: FullJitter = FullJitter::new(Duration::from_millis(200), Duration::from_secs(20));

    #[test]
    fn the_longest_pause_doubles_up_to_the_cap() {
        let longest = |failed| USUAL.pause(failed, MOST).as_millis();
        let pauses: Vec<_> = (1..=8).map(longest).collect();
        assert_eq!(pauses, [200, 400, 800, 1600, 3200, 6400, 12_800, 20_000]);
        assert_eq!(longest(33), 20_000);
        assert_eq!(longest(u32::MAX), 20_000);
        assert_eq!(longest(0), 200);
    }

    #[test]
    fn it_is_random_from_nothing_on() {
        assert_eq!(USUAL.pause(3, [0; 16]), Duration::ZERO);
        let mut half = [0; 16];
        half[0] = 0x80;
        assert_eq!(USUAL.pause(1, half).as_millis(), 100);
        assert_eq!(fraction(Duration::MAX, MOST), Duration::MAX);
    }

    proptest::proptest! {
        #[test]
        fn no_pause_is_longer_than_the_cap(failed: u32, random: [u8; 16], base: u32, cap: u32) {
            let cap = Duration::from_millis(cap.into());
            let backoff = FullJitter::new(Duration::from_millis(base.into()), cap);
            proptest::prop_assert!(backoff.pause(failed, random) <= cap);
        }
    }
}
