//! Asking until something settles, in time that passes by itself.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use std::time::Duration;

use citi_core::{
    Answer, CallOptions, CancellationToken, Connection, Error, Json, NotYet, PollError, Polling,
    Retry,
};
use common::{Bank, Reply, answer, list, with};

fn connection(bank: &Bank) -> Connection {
    let builder = bank.builder().bearer_token("t").retry(Retry::never());
    builder.build().unwrap()
}

async fn poll(connection: &Connection, polling: &Polling) -> Result<Answer<Json>, PollError<Json>> {
    let settled = |json: &Json| json.as_str().contains("COMPLETED");
    connection
        .poll_until(polling, || list(connection), settled)
        .await
}

fn open() -> Reply {
    answer(200, r#"{"status":"PROCESSING"}"#)
}

fn settled() -> Reply {
    answer(200, r#"{"status":"COMPLETED"}"#)
}

fn not_yet(result: Result<Answer<Json>, PollError<Json>>) -> NotYet<Json> {
    match result {
        Err(PollError::NotYet(not_yet)) => not_yet,
        other => panic!("{other:?}"),
    }
}

fn failed(result: Result<Answer<Json>, PollError<Json>>) -> Error {
    match result {
        Err(PollError::Failed(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn it_asks_less_and_less_often_until_it_is_settled() {
    let bank = Bank::new([open(), open(), open(), settled()]);
    let answer = poll(&connection(&bank), &Polling::new()).await.unwrap();
    assert_eq!(answer.as_str(), r#"{"status":"COMPLETED"}"#);
    assert_eq!(bank.times(), [0, 1000, 3000, 7000]);
}

#[tokio::test(start_paused = true)]
async fn what_is_settled_at_once_is_asked_for_once() {
    let bank = Bank::new([settled()]);
    poll(&connection(&bank), &Polling::new()).await.unwrap();
    assert_eq!(bank.times(), [0]);
}

#[tokio::test(start_paused = true)]
async fn errors_that_pass_are_no_end() {
    let replies = [
        answer(500, "{}"),
        Reply::Away,
        Reply::Cut(200),
        open(),
        with(429, "retry-after", "40", "{}"),
        settled(),
    ];
    let bank = Bank::new(replies);
    poll(&connection(&bank), &Polling::new()).await.unwrap();
    assert_eq!(bank.times(), [0, 1000, 3000, 7000, 15_000, 55_000]);
}

#[tokio::test(start_paused = true)]
async fn a_running_answer_may_ask_for_patience() {
    let bank = Bank::new([with(202, "retry-after", "12", "{}"), settled()]);
    poll(&connection(&bank), &Polling::new()).await.unwrap();
    assert_eq!(bank.times(), [0, 12_000]);
}

#[tokio::test(start_paused = true)]
async fn other_errors_are_the_end() {
    for status in [400, 401, 403, 404, 501] {
        let bank = Bank::new([open(), answer(status, "{}")]);
        let error = failed(poll(&connection(&bank), &Polling::new()).await);
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(bank.times(), [0, 1000]);
    }
    let bank = Bank::new([answer(200, "no JSON")]);
    assert!(failed(poll(&connection(&bank), &Polling::new()).await).is_decode());
}

#[tokio::test(start_paused = true)]
async fn what_has_not_settled_in_time_keeps_its_last_answer() {
    let bank = Bank::new([open()]);
    let polling = Polling::new().within(Duration::from_secs(10));
    let not_yet = not_yet(poll(&connection(&bank), &polling).await);
    // The next pause, of eight seconds, would be over after fifteen.
    assert_eq!(
        (bank.times(), not_yet.asked()),
        (vec![0, 1000, 3000, 7000], 4)
    );
    assert!(not_yet.last().unwrap().as_str().contains("PROCESSING"));
    assert!(not_yet.error().is_none());
    assert!(!format!("{not_yet:?} {not_yet}").contains("PROCESSING"));
    assert!(not_yet.into_last().is_some());
}

#[tokio::test(start_paused = true)]
async fn the_last_answer_outlives_the_error_after_it() {
    let bank = Bank::new([open(), answer(503, "{}")]);
    let polling = Polling::new().within(Duration::from_secs(5));
    let not_yet = not_yet(poll(&connection(&bank), &polling).await);
    assert!(not_yet.last().is_some());
    assert_eq!(not_yet.error().unwrap().status().unwrap().as_u16(), 503);
    let error = Error::from(PollError::NotYet(not_yet));
    assert_eq!(error.status().unwrap().as_u16(), 503);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_hangs_takes_no_more_than_the_time_for_all_of_it() {
    let bank = Bank::new([open(), Reply::Silent]);
    let polling = Polling::new().within(Duration::from_secs(8));
    let begun = tokio::time::Instant::now();
    let not_yet = not_yet(poll(&connection(&bank), &polling).await);
    assert_eq!(begun.elapsed(), Duration::from_secs(8));
    assert!(not_yet.last().is_some());
    assert!(Error::from(PollError::NotYet(not_yet)).is_timeout());
}

#[tokio::test(start_paused = true)]
async fn it_is_cancelled_while_it_pauses() {
    let bank = Bank::new([open()]);
    let stop = CancellationToken::new();
    let connection = connection(&bank);
    let connection = connection.with_options(CallOptions::new().cancelled_by(stop.clone()));
    let polling = Polling::new();
    let begun = tokio::time::Instant::now();
    let (result, ()) = tokio::join!(poll(&connection, &polling), async {
        tokio::time::sleep(Duration::from_millis(1500)).await;
        stop.cancel();
    });
    assert!(failed(result).is_cancelled());
    assert_eq!(begun.elapsed(), Duration::from_millis(1500));
}

#[tokio::test(start_paused = true)]
async fn the_deadline_of_the_connection_holds_for_all_of_it() {
    let bank = Bank::new([open()]);
    let soon = jiff::Timestamp::now() + Duration::from_secs(5);
    let connection = connection(&bank).with_options(CallOptions::new().deadline(soon));
    let not_yet = not_yet(poll(&connection, &Polling::new()).await);
    assert_eq!(not_yet.asked(), 3);
}
