//! [`Polling`]: how often to ask, and for how long.

use std::time::Duration;

use crate::retry::fraction;

/// How often to ask for something that settles in its own time, and for how long; for
/// [`Connection::poll_until`](crate::Connection::poll_until).
///
/// ```
/// use std::time::Duration;
/// use citi_core::Polling;
///
/// // After 2, 6, 18, 20, 20, … seconds, less up to half of it by chance, for up to ten minutes:
/// let polling = Polling::new()
///     .first(Duration::from_secs(2))
///     .factor(3)
///     .cap(Duration::from_secs(20))
///     .within(Duration::from_secs(600));
/// assert_ne!(polling, Polling::default());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Polling {
    first: Duration,
    factor: u32,
    cap: Duration,
    pub(super) within: Duration,
}

impl Polling {
    /// After 1, 2, 4, … seconds, never more than 30, for up to five minutes.
    #[must_use]
    pub fn new() -> Self {
        Self {
            first: Duration::from_secs(1),
            factor: 2,
            cap: Duration::from_secs(30),
            within: Duration::from_secs(300),
        }
    }

    /// The first pause; chance takes up to half of it, and of each, so that callers who began together do not stay
    /// together.
    #[must_use]
    pub fn first(mut self, pause: Duration) -> Self {
        self.first = pause;
        self
    }

    /// By how much each pause is longer than the one before; 1: they stay the same.
    #[must_use]
    pub fn factor(mut self, factor: u32) -> Self {
        self.factor = factor.max(1);
        self
    }

    /// The longest pause, but for one that the bank asks for (`Retry-After`).
    #[must_use]
    pub fn cap(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// The time for all of it, calls and pauses. A pause that would last longer is not begun.
    #[must_use]
    pub fn within(mut self, limit: Duration) -> Self {
        self.within = limit;
        self
    }

    /// The pause after so many calls; `floor` is what the bank asks for.
    pub(super) fn pause(&self, asked: u32, random: [u8; 16], floor: Option<Duration>) -> Duration {
        let grown = self.factor.checked_pow(asked.saturating_sub(1));
        let grown = grown.and_then(|factor| self.first.checked_mul(factor));
        let most = grown.map_or(self.cap, |most| most.min(self.cap));
        let half = most / 2;
        half.saturating_add(fraction(most.saturating_sub(half), random))
            .max(floor.unwrap_or_default())
    }
}

impl Default for Polling {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_the_cap_and_chance_takes_half_at_most() {
        let polling = Polling::new();
        let pauses = |random| -> Vec<u128> {
            let pause = |asked| polling.pause(asked, random, None).as_millis();
            [1, 2, 3, 5, 6, 7, 40, u32::MAX].map(pause).to_vec()
        };
        let most = [1000, 2000, 4000, 16_000, 30_000, 30_000, 30_000, 30_000];
        assert_eq!(pauses([0xff; 16]), most);
        assert_eq!(pauses([0; 16]), most.map(|most| most / 2));
    }

    #[test]
    fn what_the_bank_asks_for_is_the_least() {
        let floor = Some(Duration::from_secs(45));
        assert_eq!(Polling::new().pause(1, [0; 16], floor).as_secs(), 45);
    }

    #[test]
    fn a_factor_of_one_keeps_them_the_same() {
        for factor in [0, 1] {
            let same = Polling::new().factor(factor);
            assert_eq!(same.pause(9, [0xff; 16], None).as_secs(), 1);
        }
    }
}
