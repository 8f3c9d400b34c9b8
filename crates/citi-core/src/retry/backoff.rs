//! When to send again.

use std::time::Duration;

use super::Retry;

/// The pause before the attempt that follows `failed` failed ones: full jitter, so that callers who
/// failed together do not come back together; `floor` is what the bank asks for.
pub(crate) fn pause(
    retry: Retry,
    failed: u32,
    random: [u8; 16],
    floor: Option<Duration>,
) -> Duration {
    let doubled = 1_u32
        .checked_shl(failed.saturating_sub(1))
        .and_then(|factor| retry.base.checked_mul(factor));
    let most = doubled.map_or(retry.cap, |most| most.min(retry.cap));
    fraction(most, random).max(floor.unwrap_or_default())
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

    #[test]
    fn the_longest_pause_doubles_up_to_the_cap() {
        let retry = Retry::default();
        let longest = |failed| pause(retry, failed, MOST, None).as_millis();
        let pauses: Vec<_> = (1..=8).map(longest).collect();
        assert_eq!(pauses, [200, 400, 800, 1600, 3200, 6400, 12_800, 20_000]);
        assert_eq!(longest(33), 20_000);
        assert_eq!(longest(u32::MAX), 20_000);
        assert_eq!(longest(0), 200);
    }

    #[test]
    fn it_is_random_from_nothing_on() {
        let retry = Retry::default();
        assert_eq!(pause(retry, 3, [0; 16], None), Duration::ZERO);
        let mut half = [0; 16];
        half[0] = 0x80;
        assert_eq!(pause(retry, 1, half, None).as_millis(), 100);
        assert_eq!(fraction(Duration::MAX, MOST), Duration::MAX);
    }

    #[test]
    fn what_the_bank_asks_for_is_the_least() {
        let floor = Some(Duration::from_secs(30));
        assert_eq!(pause(Retry::default(), 1, MOST, floor).as_secs(), 30);
        let floor = Some(Duration::from_millis(50));
        assert_eq!(pause(Retry::default(), 1, MOST, floor).as_millis(), 200);
    }
}
