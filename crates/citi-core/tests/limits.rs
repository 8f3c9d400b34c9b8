//! The limits of the bank, kept on this side.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use citi_core::{
    CallOptions, LimitError, LimitFuture, LimitGroup, LocalRateLimiter, NoRateLimiter, Outcome,
    RateLimiter, Retry,
};
use common::{Bank, LIST, Reply, answer, list, pay, send, with};
use futures_util::future::join_all;

#[tokio::test(start_paused = true)]
async fn a_429_holds_the_others_of_its_group_back_too() {
    let bank = Bank::new([with(429, "retry-after", "5", ""), answer(200, "{}")]);
    let connection = bank.builder().build().unwrap();
    let below = connection.below("").unwrap();
    let (first, second, other) = tokio::join!(
        list(&connection),
        async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            list(&below).await
        },
        async {
            tokio::time::sleep(Duration::from_secs(2)).await;
            pay(&below).await
        },
    );
    assert_eq!(first.unwrap().attempts(), 2);
    assert_eq!(second.unwrap().attempts(), 1);
    assert_eq!(other.unwrap().attempts(), 1);
    let mut times = bank.times();
    times.sort_unstable();
    assert_eq!(times, [0, 2000, 5000, 5000]);
}

#[tokio::test(start_paused = true)]
async fn the_limiter_ends_a_call_before_it_is_sent() {
    static FEW: citi_core::Operation = citi_core::Operation {
        calls_per_minute: Some(2),
        ..LIST
    };
    let bank = Bank::new([answer(200, "{}")]);
    let connection = bank
        .builder()
        .call_timeout(Duration::from_secs(10))
        .build()
        .unwrap();
    send(&connection, &FEW, "", "").await.unwrap();
    let error = send(&connection, &FEW, "", "").await.unwrap_err();
    assert!(error.is_limited_here(), "{error}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    assert!(error.to_string().contains("calls_per_minute"), "{error}");
    assert_eq!(bank.calls().len(), 1);
    // More time, or a larger limit, lets it through.
    let patient = CallOptions::new().timeout(Duration::from_secs(31));
    let patient = connection.with_options(patient);
    send(&patient, &FEW, "", "").await.unwrap();
    let times = bank.times();
    assert!((30_000..30_003).contains(&times[1]), "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn a_429_that_does_not_say_how_long_holds_the_group_for_a_second() {
    let bank = Bank::new([answer(429, ""), answer(200, "{}")]);
    let connection = bank.builder().build().unwrap();
    let (first, second) = tokio::join!(list(&connection), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        list(&connection).await
    });
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(bank.times(), [0, 1000, 1000]);
}

#[tokio::test(start_paused = true)]
async fn a_call_waits_when_the_bank_says_that_none_is_left() {
    let used_up = Reply::Answer(
        200,
        vec![
            ("ratelimit-limit", "1000".to_owned()),
            ("ratelimit-remaining", "0".to_owned()),
            ("ratelimit-reset", "7".to_owned()),
        ],
        "{}".to_owned(),
    );
    let bank = Bank::new([used_up, answer(200, "{}")]);
    let connection = bank.builder().build().unwrap();
    list(&connection).await.unwrap();
    let second = list(&connection).await.unwrap();
    assert_eq!((second.attempts(), bank.times()), (1, vec![0, 7000]));
    // Another group has its own.
    pay(&connection).await.unwrap();
    assert_eq!(bank.times()[2], 7000);
}

#[tokio::test(start_paused = true)]
async fn a_queue_that_is_full_takes_no_more() {
    let bank = Bank::new([answer(200, "{}")]);
    let connection = bank
        .builder()
        .calls_per_minute("accounts", Some(1))
        .max_waiting_calls(3)
        .build()
        .unwrap();
    let patient = CallOptions::new().timeout(Duration::from_secs(3600));
    let connection = connection.with_options(patient);
    let all = join_all((0..5).map(|_| list(&connection))).await;
    // One went, three waited and went in their order.
    assert!(all[..4].iter().all(Result::is_ok));
    let error = all[4].as_ref().unwrap_err();
    assert!(error.is_queue_full() && error.is_limited_here(), "{error}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    assert!(error.to_string().contains("`accounts`"), "{error}");
    assert!(error.to_string().contains("max_waiting_calls"), "{error}");
    assert_eq!(bank.calls().len(), 4);
    // There is room again.
    list(&connection).await.unwrap();
}

/// A limiter that tells what it was asked.
#[derive(Default)]
struct Told(Mutex<Vec<String>>);

impl RateLimiter for Told {
    fn acquire(&self, group: LimitGroup, patience: Duration) -> LimitFuture<'_> {
        let mut told = self.0.lock().unwrap();
        told.push(format!(
            "{} {:?} {patience:?}",
            group.name, group.calls_per_minute
        ));
        let end = match told.len() {
            4.. => Err(LimitError::too_long("the shared count is used up")),
            _ => Ok(()),
        };
        Box::pin(std::future::ready(end))
    }

    fn pause(&self, group: LimitGroup, wait: Duration) {
        let mut told = self.0.lock().unwrap();
        told.push(format!("pause {} {wait:?}", group.name));
    }

    fn observe(&self, _: LimitGroup, headers: &http::HeaderMap) {
        assert!(headers.contains_key("retry-after"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_limiter_that_processes_share_is_asked_and_told() {
    let bank = Bank::new([with(429, "retry-after", "5", "")]);
    let told = Arc::new(Told::default());
    let connection = bank
        .builder()
        .rate_limiter(Arc::clone(&told))
        .calls_per_minute("accounts", Some(50))
        .build()
        .unwrap();
    let error = list(&connection).await.unwrap_err();
    // What the bank said last says more than that no other turn came.
    assert!(error.is_rate_limited(), "{error}");
    let asked = told.0.lock().unwrap().clone();
    assert_eq!(
        asked,
        [
            "accounts Some(50) 60s",
            "pause accounts 5s",
            "accounts Some(50) 55s",
            "pause accounts 5s",
            // The last one was refused.
            "accounts Some(50) 50s",
        ]
    );
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_limited_here() && !error.is_queue_full());
    assert!(error.to_string().contains("the shared count"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn connections_that_are_given_one_limiter_share_its_limits() {
    let limits = Arc::new(LocalRateLimiter::new());
    let bank = Bank::new([answer(200, "{}")]);
    let build = || {
        let builder = bank.builder().rate_limiter(Arc::clone(&limits));
        builder
            .calls_per_minute("accounts", Some(1))
            .build()
            .unwrap()
    };
    let (one, other) = (build(), build());
    list(&one).await.unwrap();
    assert!(list(&other).await.unwrap_err().is_limited_here());
    assert_eq!(bank.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_limiter_nobody_waits_but_who_gets_a_429() {
    let bank = Bank::new([with(429, "retry-after", "5", ""), answer(200, "{}")]);
    let connection = bank
        .builder()
        .rate_limiter(NoRateLimiter)
        .calls_per_minute("accounts", Some(1))
        .retry(Retry::default())
        .build()
        .unwrap();
    let (first, second) = tokio::join!(list(&connection), list(&connection));
    assert_eq!(
        (first.unwrap().attempts(), second.unwrap().attempts()),
        (2, 1)
    );
    assert_eq!(bank.times(), [0, 0, 5000]);
}
