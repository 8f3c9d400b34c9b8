//! When a token is asked for anew.

use std::time::Duration;

use crate::retry::fraction;

/// For how long a token is taken to be good of which nobody says it.
pub(super) const DEFAULT: Duration = Duration::from_secs(5 * 60);

/// The longest time before its end that a token is asked for anew.
const MARGIN: Duration = Duration::from_secs(60);

/// How long after it was asked for a token is asked for anew: a tenth of its life before its end, a
/// minute at most, and up to half of that later by chance, so that a fleet does not come at once.
pub(super) fn refresh_after(life: Duration, random: [u8; 16]) -> Duration {
    let margin = (life / 10).min(MARGIN);
    life - margin + fraction(margin / 2, random)
}

/// How long after a failed attempt to have a new one, while the old one is good for `left`.
pub(super) fn again_after(left: Duration) -> Duration {
    (left / 4).max(Duration::from_secs(1))
}

/// How long nobody is asked after a failure, with `before` others before it: the next call may be luckier than the first
/// one, but an endpoint that goes on failing is not asked by every call.
pub(super) fn pause_after(before: u32) -> Duration {
    match before {
        0 => Duration::ZERO,
        _ => Duration::from_secs(1 << (before - 1).min(5)).min(Duration::from_secs(30)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_before_the_end_but_a_minute_at_most() {
        for (life, first, last) in [(3600, 3540, 3570), (100, 90, 95), (1800, 1740, 1770)] {
            let after = |random| refresh_after(Duration::from_secs(life), random).as_secs();
            assert_eq!((after([0; 16]), after([0xff; 16])), (first, last), "{life}");
        }
        assert_eq!(refresh_after(Duration::ZERO, [0xff; 16]), Duration::ZERO);
        assert!(refresh_after(Duration::MAX, [0xff; 16]) < Duration::MAX);
    }
}
