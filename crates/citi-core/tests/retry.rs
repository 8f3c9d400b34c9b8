//! Sending again: what is, when, how often, and that it is the same request.

mod common;

use std::time::Duration;

use citi_core::{CallOptions, IdempotencyKey, Outcome, Retry, support};
use common::{Bank, Reply, SEND, answer, list, pay, send, with};

const DONE: &str = r#"{"id":"p-1"}"#;

#[tokio::test(start_paused = true)]
async fn the_pauses_are_the_longest_that_chance_allows_and_double() {
    let bank = Bank::new([answer(503, "")]);
    let connection = bank.builder().build().unwrap();
    let error = list(&connection).await.unwrap_err();
    // 0, then 200, 400 and 800 ms after the one before.
    assert_eq!(bank.times(), [0, 200, 600, 1400]);
    assert_eq!(
        (error.attempts(), error.status().unwrap().as_u16()),
        (4, 503)
    );
}

#[tokio::test(start_paused = true)]
async fn every_failure_that_passes_is_tried_again() {
    let failures = [
        answer(429, ""),
        answer(502, ""),
        answer(503, ""),
        answer(504, ""),
        answer(409, r#"{"error_code":"REQUEST_IN_PROGRESS"}"#),
        Reply::Away,
        Reply::Cut(201),
        Reply::Silent,
    ];
    for failure in failures {
        let bank = Bank::new([failure, answer(201, DONE)]);
        let connection = bank.builder().build().unwrap();
        let answer = pay(&connection).await.unwrap();
        assert_eq!((answer.as_str(), answer.attempts()), (DONE, 2));
    }
}

#[tokio::test(start_paused = true)]
async fn what_does_not_pass_is_not() {
    for status in [301, 400, 403, 404, 408, 409, 422, 500, 501] {
        let bank = Bank::new([answer(status, "")]);
        let connection = bank.builder().build().unwrap();
        let error = pay(&connection).await.unwrap_err();
        assert_eq!((bank.calls().len(), error.attempts()), (1, 1), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn each_attempt_has_the_same_key_and_the_same_bytes() {
    let bank = Bank::new([
        Reply::Cut(201),
        answer(503, ""),
        Reply::Away,
        answer(201, DONE),
    ]);
    // Keys by chance: another for each call, the same for its attempts.
    let connection = bank
        .builder()
        .randomness(citi_core::SystemRandomness)
        .request_id_header("X-Request-Id")
        .build()
        .unwrap();
    pay(&connection).await.unwrap();
    let calls = bank.calls();
    assert_eq!(calls.len(), 4);
    let key = calls[0].header("idempotency-key").unwrap();
    assert_eq!(key.len(), 36);
    for call in &calls {
        assert_eq!(call.header("idempotency-key"), Some(key));
        assert_eq!(call.headers, calls[0].headers);
        assert_eq!(call.body, r#"{"amount":12.50}"#);
    }
    pay(&connection).await.unwrap();
    assert_ne!(bank.calls()[4].header("idempotency-key"), Some(key));
}

#[tokio::test(start_paused = true)]
async fn a_form_with_a_file_is_sent_again_with_the_same_bytes() {
    let bank = Bank::new([answer(503, ""), answer(200, "{}")]);
    let connection = bank.builder().build().unwrap();
    let part = reqwest::multipart::Part::stream_with_length("the file", 8).file_name("a.txt");
    let request = connection
        .http()
        .post("https://bank.example/payments")
        .multipart(reqwest::multipart::Form::new().part("file", part))
        .build()
        .unwrap();
    let call = support::wire::call(&connection, &common::PAY, CallOptions::default());
    let answer = support::answer::call(Ok(call.ready(request)), |_| Ok(()));
    assert_eq!(answer.await.unwrap().status(), 200);
    let calls = bank.calls();
    assert!(calls[0].body.contains("the file"), "{}", calls[0].body);
    assert_eq!(calls[0].body, calls[1].body);
}

#[tokio::test(start_paused = true)]
async fn a_write_that_nothing_makes_safe_is_never_sent_twice() {
    for failure in [
        answer(429, ""),
        answer(503, ""),
        Reply::Cut(200),
        Reply::Away,
        Reply::Silent,
    ] {
        let bank = Bank::new([failure]);
        let connection = bank.builder().build().unwrap();
        let error = send(&connection, &SEND, "", "{}").await.unwrap_err();
        assert_eq!((bank.calls().len(), error.attempts()), (1, 1), "{error}");
    }
    // With a key of the caller's it is safe.
    let bank = Bank::new([answer(503, ""), answer(200, "{}")]);
    let options = CallOptions::new().idempotency_key(IdempotencyKey::new("k-1").unwrap());
    let connection = bank.builder().build().unwrap().with_options(options);
    assert_eq!(
        send(&connection, &SEND, "", "{}").await.unwrap().attempts(),
        2
    );
}

#[tokio::test(start_paused = true)]
async fn what_the_bank_asks_for_is_the_least() {
    let bank = Bank::new([
        with(503, "retry-after", "5", ""),
        with(429, "ratelimit-reset", "3", ""),
        with(503, "retry-after", "0", ""),
        answer(200, "{}"),
    ]);
    let connection = bank.builder().build().unwrap();
    list(&connection).await.unwrap();
    assert_eq!(bank.times(), [0, 5000, 8000, 8800]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_would_pass_the_deadline_is_not_begun() {
    let bank = Bank::new([with(503, "retry-after", "60", "")]);
    let connection = bank.builder().build().unwrap();
    let began = tokio::time::Instant::now();
    let error = list(&connection).await.unwrap_err();
    assert_eq!(began.elapsed(), Duration::ZERO);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert_eq!((bank.calls().len(), error.attempts()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn the_last_attempt_has_only_the_time_that_is_left() {
    let bank = Bank::new([Reply::Silent]);
    let connection = bank
        .builder()
        .attempt_timeout(Duration::from_secs(4))
        .call_timeout(Duration::from_secs(10))
        .build()
        .unwrap();
    let began = tokio::time::Instant::now();
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 3, "{error}");
    assert_eq!(began.elapsed(), Duration::from_secs(10));
    let limits: Vec<_> = bank
        .calls()
        .iter()
        .map(|call| call.limit.unwrap())
        .collect();
    assert_eq!(limits[..2], [Duration::from_secs(4); 2]);
    assert_eq!(limits[2], Duration::from_millis(10_000 - 4_200 - 4_400));
}

#[tokio::test(start_paused = true)]
async fn the_options_of_a_call_set_its_deadline() {
    let bank = Bank::new([Reply::Silent]);
    let options = CallOptions::new().timeout(Duration::from_secs(1));
    let connection = bank.builder().build().unwrap().with_options(options);
    let began = tokio::time::Instant::now();
    assert!(list(&connection).await.unwrap_err().is_timeout());
    assert_eq!(began.elapsed(), Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn how_often_is_a_setting() {
    for (retry, times) in [
        (Retry::never(), &[0][..]),
        (Retry::default().attempts(2), &[0, 200]),
        (
            Retry::default()
                .attempts(5)
                .base(Duration::from_secs(1))
                .cap(Duration::from_secs(3)),
            &[0, 1000, 3000, 6000, 9000],
        ),
    ] {
        let bank = Bank::new([answer(503, "")]);
        let connection = bank.builder().retry(retry).build().unwrap();
        assert!(list(&connection).await.is_err());
        assert_eq!(bank.times(), times);
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_with_a_key_that_the_bank_has_forgotten() {
    static BRIEF: citi_core::Operation = citi_core::Operation {
        idempotency_key_hours: 1,
        ..common::PAY
    };
    let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
    let bank = Bank::new([answer(503, "")]);
    let connection = bank
        .builder()
        .call_timeout(minutes(600))
        .retry(Retry::default().base(minutes(25)).cap(minutes(25)))
        .build()
        .unwrap();
    let error = send(&connection, &BRIEF, "", "{}").await.unwrap_err();
    assert_eq!(bank.times(), [0, 1_500_000, 3_000_000]);
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_leaves_nothing_broken() {
    let bank = Bank::new([Reply::Silent, answer(200, "{}")]);
    let connection = bank
        .builder()
        .calls_per_minute("accounts", Some(60))
        .build()
        .unwrap();
    let dropped = tokio::time::timeout(Duration::from_secs(1), list(&connection)).await;
    assert!(dropped.is_err());
    assert_eq!(list(&connection).await.unwrap().attempts(), 1);
}
