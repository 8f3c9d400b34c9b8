//! Whether, when and how much in all: the traits that decide on sending again, and what none of them lifts.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use std::sync::Arc;
use std::time::Duration;

use citi_core::{Backoff, FailedAttempt, Retry, RetryPolicy, RetryTokens};
use common::{Bank, Reply, SEND, answer, list, send, with};
use proptest::prelude::*;

/// A bank that is down for as many calls, and how often it was called.
async fn all_fail(connection: &citi_core::Connection, calls: usize) {
    for _ in 0..calls {
        assert!(list(connection).await.is_err());
    }
}

#[tokio::test(start_paused = true)]
async fn all_calls_of_a_connection_share_a_budget() {
    let bank = Bank::new([answer(503, "")]);
    let bucket = Arc::new(RetryTokens::new(17));
    let connection = bank
        .builder()
        .retry(Retry::default().budget(Arc::clone(&bucket)))
        .build()
        .unwrap();
    // Three attempts more cost 15; then nothing is left for another, of any copy.
    all_fail(&connection, 1).await;
    assert_eq!((bank.calls().len(), bucket.left()), (4, 2));
    all_fail(&connection.clone(), 2).await;
    assert_eq!((bank.calls().len(), bucket.left()), (6, 2));
}

#[tokio::test(start_paused = true)]
async fn the_usual_budget_is_a_hundred_attempts_and_comes_back_with_success() {
    // 60 calls would make 180 attempts beyond the first: 100 are in the bucket.
    let bank = Bank::new([answer(503, "")]);
    let connection = bank.builder().build().unwrap();
    all_fail(&connection, 60).await;
    assert_eq!(bank.calls().len(), 160);
    // Each call that goes well at once earns a fifth of one.
    let good = |count| std::iter::repeat_n(answer(200, "{}"), count);
    let bank = Bank::new(good(5).chain([answer(503, "")]));
    let bucket = Arc::new(RetryTokens::new(7));
    let connection = bank
        .builder()
        .retry(Retry::default().attempts(2).budget(Arc::clone(&bucket)))
        .build()
        .unwrap();
    let spent = Bank::new([answer(503, "")]);
    let other = spent
        .builder()
        .retry(Retry::default().attempts(2).budget(Arc::clone(&bucket)))
        .build()
        .unwrap();
    all_fail(&other, 2).await;
    assert_eq!((spent.calls().len(), bucket.left()), (3, 2));
    for left in 3..=7 {
        list(&connection).await.unwrap();
        assert_eq!(bucket.left(), left);
    }
    all_fail(&connection, 1).await;
    assert_eq!((bank.calls().len(), bucket.left()), (7, 2));
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_helped_gives_back_what_it_cost() {
    let bank = Bank::new([Reply::Silent, answer(503, ""), answer(200, "{}")]);
    let bucket = Arc::new(RetryTokens::new(20));
    let connection = bank
        .builder()
        .attempt_timeout(Duration::from_secs(5))
        .retry(Retry::default().budget(Arc::clone(&bucket)))
        .build()
        .unwrap();
    list(&connection).await.unwrap();
    // 10 after the timeout, 5 after the 503; the 5 come back.
    assert_eq!(bucket.left(), 10);
}

#[tokio::test(start_paused = true)]
async fn without_a_budget_each_call_makes_its_attempts() {
    let bank = Bank::new([answer(503, "")]);
    let connection = bank
        .builder()
        .retry(Retry::default().without_budget())
        .build()
        .unwrap();
    all_fail(&connection, 60).await;
    assert_eq!(bank.calls().len(), 240);
}

#[tokio::test(start_paused = true)]
async fn requests_for_a_token_are_sent_again_from_the_same_budget() {
    let bucket = Arc::new(RetryTokens::new(7));
    let bank = Bank::with_tokens([answer(200, "{}")], [answer(503, "")]);
    let connection = bank
        .builder()
        .credentials(citi_core::ClientCredentials::new(
            "https://bank.example/token",
            "id",
            "s",
        ))
        .retry(Retry::default().budget(Arc::clone(&bucket)))
        .build()
        .unwrap();
    assert!(list(&connection).await.unwrap_err().is_token());
    assert_eq!((bank.token_requests().len(), bucket.left()), (2, 2));
}

/// Sends everything again, whatever it is.
struct Always;

impl RetryPolicy for Always {
    fn is_worth(&self, _: &FailedAttempt<'_>) -> bool {
        true
    }
}

#[tokio::test(start_paused = true)]
async fn a_policy_says_what_is_worth_another_attempt() {
    /// Until something that was made a moment ago is there, and not for long.
    struct Soon;
    impl RetryPolicy for Soon {
        fn is_worth(&self, failed: &FailedAttempt<'_>) -> bool {
            assert_eq!(failed.operation().id, "listAccounts");
            failed.error().is_not_found() && failed.elapsed() < Duration::from_secs(1)
        }
    }
    let bank = Bank::new([answer(404, "")]);
    let retry = Retry::default().attempts(20).policy(Soon);
    let connection = bank.builder().retry(retry.clone()).build().unwrap();
    assert!(list(&connection).await.unwrap_err().is_not_found());
    assert_eq!(bank.times(), [0, 200, 600, 1400]);
    let bank = Bank::new([answer(503, "")]);
    let connection = bank.builder().retry(retry).build().unwrap();
    assert!(list(&connection).await.is_err());
    assert_eq!(bank.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn no_policy_sends_again_what_may_do_harm_twice() {
    for failure in [
        answer(503, ""),
        answer(429, ""),
        Reply::Away,
        Reply::Cut(200),
    ] {
        let bank = Bank::new([failure]);
        let connection = bank
            .builder()
            .retry(Retry::default().attempts(9).policy(Always))
            .build()
            .unwrap();
        let error = send(&connection, &SEND, "", "{}").await.unwrap_err();
        assert_eq!((bank.calls().len(), error.attempts()), (1, 1), "{error}");
    }
    // Nor beyond the deadline, nor with a key that the bank has forgotten.
    static BRIEF: citi_core::Operation = citi_core::Operation {
        idempotency_key_hours: 1,
        ..common::PAY
    };
    let bank = Bank::new([answer(400, "")]);
    let hour = Duration::from_secs(3600);
    let connection = bank
        .builder()
        .call_timeout(hour * 5)
        .retry(
            Retry::default()
                .attempts(9)
                .policy(Always)
                .base(hour)
                .cap(hour),
        )
        .build()
        .unwrap();
    assert!(send(&connection, &BRIEF, "", "{}").await.is_err());
    assert_eq!(bank.calls().len(), 1);
    assert!(list(&connection).await.is_err());
    assert_eq!(bank.calls().len(), 1 + 5);
}

#[tokio::test(start_paused = true)]
async fn a_backoff_says_when_but_never_before_the_bank() {
    /// A second more each time.
    struct Growing;
    impl Backoff for Growing {
        fn pause(&self, failed: u32, _: [u8; 16]) -> Duration {
            Duration::from_secs(failed.into())
        }
    }
    let bank = Bank::new([
        answer(503, ""),
        answer(503, ""),
        with(503, "retry-after", "9", ""),
        answer(200, "{}"),
    ]);
    let connection = bank
        .builder()
        .retry(Retry::default().backoff(Growing))
        .build()
        .unwrap();
    list(&connection).await.unwrap();
    assert_eq!(bank.times(), [0, 1000, 3000, 12_000]);
}

#[tokio::test(start_paused = true)]
async fn a_date_to_come_back_at_is_the_least_too() {
    let dated = Reply::Answer(
        503,
        vec![
            ("date", "Sat, 31 Jan 2026 23:59:00 GMT".to_owned()),
            ("retry-after", "Sat, 31 Jan 2026 23:59:08 GMT".to_owned()),
        ],
        String::new(),
    );
    let bank = Bank::new([dated, answer(200, "{}")]);
    let connection = bank.builder().build().unwrap();
    list(&connection).await.unwrap();
    assert_eq!(bank.times(), [0, 8000]);
}

/// What a bank does, by chance.
fn any_reply() -> impl Strategy<Value = Reply> {
    prop_oneof![
        Just(answer(503, "")),
        Just(answer(502, "")),
        Just(answer(429, "")),
        Just(answer(200, "{}")),
        Just(answer(404, "")),
        Just(Reply::Away),
        Just(Reply::Cut(200)),
        Just(Reply::Silent),
        (0_u64..100).prop_map(|wait| with(429, "retry-after", &wait.to_string(), "")),
        (0_u64..40_000).prop_map(|wait| {
            Reply::Slow(Duration::from_millis(wait), Box::new(answer(503, "")))
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the bank does: within its time, with its attempts, and from its budget.
    #[test]
    fn a_call_stays_within_its_bounds(
        replies in proptest::collection::vec(any_reply(), 1..12),
        attempts in 1_u32..8,
        capacity in 0_u32..40,
        seconds in 1_u64..90,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(async {
            let bank = Bank::new(replies);
            let bucket = Arc::new(RetryTokens::new(capacity));
            let retry = Retry::default().attempts(attempts).budget(Arc::clone(&bucket));
            let limit = Duration::from_secs(seconds);
            let connection = bank.builder().call_timeout(limit).retry(retry).build().unwrap();
            let began = tokio::time::Instant::now();
            let result = list(&connection).await;
            // The timer counts in milliseconds, and rounds up.
            prop_assert!(began.elapsed() <= limit + Duration::from_millis(1));
            let made = result.as_ref().map_or_else(citi_core::Error::attempts, |answer| answer.attempts());
            prop_assert!((1..=attempts).contains(&made));
            prop_assert_eq!(bank.calls().len(), made as usize);
            prop_assert!((made - 1) * 5 <= capacity);
            prop_assert!(bucket.left() <= capacity);
            Ok(())
        })?;
    }
}
