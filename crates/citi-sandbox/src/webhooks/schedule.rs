//! When an event is sent again.

use std::time::Duration;

use jiff::Timestamp;

use crate::clock::later;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
/// From one attempt to the next; the last holds from there on.
const INTERVALS: [u64; 6] = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR];
/// From the first attempt to the last.
const GIVEN_UP: Duration = Duration::from_secs(24 * HOUR);

/// When an event is sent again whose attempt number `attempt` failed at `now`, the first having been
/// made at `first`; `None` if it is given up.
pub(super) fn next(first: Timestamp, attempt: u32, now: Timestamp) -> Option<Timestamp> {
    let end = later(first, GIVEN_UP);
    if now >= end {
        return None;
    }
    let at = usize::try_from(attempt.saturating_sub(1)).unwrap_or(usize::MAX);
    let seconds = INTERVALS.get(at).or(INTERVALS.last())?;
    Some(later(now, Duration::from_secs(*seconds)).min(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_grow_and_the_last_attempt_comes_after_a_day() {
        let first: Timestamp = "2026-03-02T00:00:00Z".parse().unwrap();
        let (mut now, mut attempt, mut times) = (first, 1, Vec::new());
        while let Some(at) = next(first, attempt, now) {
            times.push(at.to_string());
            (now, attempt) = (at, attempt + 1);
        }
        assert_eq!(
            times,
            [
                "2026-03-02T00:00:05Z",
                "2026-03-02T00:05:05Z",
                "2026-03-02T00:35:05Z",
                "2026-03-02T02:35:05Z",
                "2026-03-02T07:35:05Z",
                "2026-03-02T17:35:05Z",
                "2026-03-03T00:00:00Z",
            ]
        );
    }
}
