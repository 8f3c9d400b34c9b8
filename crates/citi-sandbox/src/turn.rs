//! [`turn_by`] and [`turn_to`]: the clock is turned, and the bank lives through it.

use std::time::Duration;

use jiff::Timestamp;

use crate::clock::{END, later};
use crate::state::State;
use crate::webhooks;

/// The furthest that the clock is turned at a word: ten years of 365.25 days.
pub(crate) const FURTHEST: Duration = Duration::from_secs(10 * 31_557_600);
/// What the bank lives through without a pause. Between two such pieces others have their turn.
const PIECE: Duration = Duration::from_secs(7 * 86_400);

/// Why the clock is not turned, in words that follow the name of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TurnError {
    /// It never goes back.
    #[error("must not be past: the clock never goes back")]
    Past,
    /// Too far at once.
    #[error("must be at most ten years ahead; turn the clock several times")]
    TooFar,
    /// There is nothing behind the end of the sandbox's time.
    #[error("must not lead past {END}, where the sandbox's time ends")]
    End,
}

/// Turns the clock forward.
///
/// # Errors
/// It is too far, or past the end of time; the clock stands where it stood.
pub(crate) async fn turn_by(state: &State, by: Duration) -> Result<(), TurnError> {
    let _turn = state.turning.lock().await;
    if by > FURTHEST {
        return Err(TurnError::TooFar);
    }
    through(state, later(state.clock.now(), by)).await
}

/// Turns the clock to a moment.
///
/// # Errors
/// It is past, too far, or past the end of time; the clock stands where it stood.
pub(crate) async fn turn_to(state: &State, to: Timestamp) -> Result<(), TurnError> {
    let _turn = state.turning.lock().await;
    let now = state.clock.now();
    if to < now {
        return Err(TurnError::Past);
    }
    if to > later(now, FURTHEST) {
        return Err(TurnError::TooFar);
    }
    through(state, to).await
}

/// By pieces, so that the bank is not held for long: other calls get through, and see time go by.
async fn through(state: &State, to: Timestamp) -> Result<(), TurnError> {
    if to > END {
        return Err(TurnError::End);
    }
    let mut at = state.clock.now();
    while at < to {
        at = later(at, PIECE).min(to);
        state.clock.set(at);
        webhooks::collect(state);
        tokio::task::yield_now().await;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::VirtualClock;
    use crate::lock::lock;

    fn state() -> State {
        let start = "2026-03-02T14:00:00Z".parse().unwrap();
        let clock = VirtualClock::new(start, true);
        State::new(String::new(), Some(7), clock, false).unwrap()
    }

    fn days(days: u64) -> Duration {
        Duration::from_secs(days * 86_400)
    }

    #[tokio::test]
    async fn what_leads_too_far_or_back_is_refused_and_nothing_moves() {
        let state = state();
        let now = state.clock.now();
        let past = now - jiff::SignedDuration::from_secs(1);
        assert_eq!(turn_to(&state, past).await, Err(TurnError::Past));
        let more = FURTHEST + Duration::from_secs(1);
        assert_eq!(turn_by(&state, more).await, Err(TurnError::TooFar));
        assert_eq!(turn_by(&state, Duration::MAX).await, Err(TurnError::TooFar));
        let far = later(now, more);
        assert_eq!(turn_to(&state, far).await, Err(TurnError::TooFar));
        assert_eq!(state.clock.now(), now);
        state.clock.set(END);
        assert_eq!(turn_by(&state, days(1)).await, Err(TurnError::End));
    }

    #[tokio::test]
    async fn others_have_their_turn_meanwhile_and_the_bank_is_the_same_as_after_one_step() {
        let state = Arc::new(state());
        let to = later(state.clock.now(), days(100));
        let turned = state.clone();
        let turning = tokio::spawn(async move { turn_to(&turned, to).await });
        let mut seen = Vec::new();
        while !turning.is_finished() {
            tokio::task::yield_now().await;
            seen.push(state.clock.now());
        }
        seen.dedup();
        // One thread serves all: without a pause in it nothing were seen but the end.
        assert!(seen.len() > 10, "{seen:?}");
        turning.await.unwrap().unwrap();
        assert_eq!(state.clock.now(), to);
        let once = self::state();
        lock(&once.bank).advance_to(to);
        assert_eq!(lock(&state.bank).ledger(), lock(&once.bank).ledger());
    }

    #[tokio::test]
    async fn two_turns_at_once_add_up() {
        let state = state();
        let start = state.clock.now();
        let (one, other) = tokio::join!(turn_by(&state, days(20)), turn_by(&state, days(20)));
        assert_eq!((one, other), (Ok(()), Ok(())));
        assert_eq!(state.clock.now(), later(start, days(40)));
    }
}
