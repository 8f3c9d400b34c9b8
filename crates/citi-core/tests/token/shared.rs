//! One request, however many calls wait for its token.

use std::time::Duration;

use citi_core::Outcome;
use futures_util::future::join_all;
use tokio::time::sleep;

use crate::builder;
use crate::common::{Bank, Reply, answer, list, pay, token};

#[tokio::test(start_paused = true)]
async fn ten_thousand_waiting_calls_are_one_request() {
    let slow = Reply::Slow(Duration::from_secs(1), Box::new(token("t-1", 3600)));
    let bank = Bank::with_tokens([answer(200, "{}")], [slow]);
    let connection = builder(&bank).build().unwrap();
    let calls = join_all((0..10_000).map(|_| list(&connection))).await;
    assert!(calls.iter().all(Result::is_ok));
    assert_eq!(
        (bank.calls().len(), bank.token_requests().len()),
        (10_000, 1)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn calls_on_many_threads_are_one_request_too() {
    let slow = Reply::Slow(Duration::from_millis(5), Box::new(token("t-1", 3600)));
    let bank = Bank::with_tokens([answer(200, "{}")], [slow]);
    let connection = builder(&bank).build().unwrap();
    let calls = (0..1000).map(|_| {
        let connection = connection.clone();
        tokio::spawn(async move { list(&connection).await.is_ok() })
    });
    assert!(join_all(calls).await.into_iter().all(|done| done.unwrap()));
    assert_eq!((bank.calls().len(), bank.token_requests().len()), (1000, 1));
}

#[tokio::test(start_paused = true)]
async fn who_gives_up_does_not_take_the_others_down() {
    let slow = Reply::Slow(Duration::from_secs(2), Box::new(token("t-1", 3600)));
    let bank = Bank::with_tokens([answer(200, "{}")], [slow]);
    let connection = builder(&bank).build().unwrap();
    let first = tokio::time::timeout(Duration::from_secs(1), list(&connection));
    let (first, second) = tokio::join!(first, list(&connection));
    assert!(first.is_err() && second.is_ok());
    // Nor does the last one: the token that came is there for the next.
    let bank = Bank::with_tokens(
        [answer(200, "{}")],
        [Reply::Slow(
            Duration::from_secs(2),
            Box::new(token("t-1", 3600)),
        )],
    );
    let connection = builder(&bank).build().unwrap();
    let alone = tokio::time::timeout(Duration::from_secs(1), list(&connection)).await;
    assert!(alone.is_err());
    sleep(Duration::from_secs(1)).await;
    list(&connection).await.unwrap();
    assert_eq!(bank.token_requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_told_to_all_who_waited_and_to_nobody_else() {
    let bank = Bank::with_tokens(
        [answer(200, "{}")],
        [
            answer(400, r#"{"error":"invalid_client"}"#),
            token("t-1", 3600),
        ],
    );
    let connection = builder(&bank).build().unwrap();
    for result in join_all((0..100).map(|_| pay(&connection))).await {
        let error = result.unwrap_err();
        assert!(error.is_token() && !error.is_auth() && error.status().is_none());
        assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
        assert_eq!(error.code(), Some("invalid_client"));
        let text = error.to_string();
        assert!(text.contains("check client id and secret"), "{text}");
    }
    assert_eq!((bank.calls().len(), bank.token_requests().len()), (0, 1));
    list(&connection).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn connections_below_share_it() {
    let bank = Bank::new([answer(200, "{}")]);
    let connection = builder(&bank).build().unwrap();
    let payments = connection.below("/payments/v1").unwrap();
    list(&connection).await.unwrap();
    list(&payments).await.unwrap();
    assert_eq!(bank.calls()[1].path, "/payments/v1/accounts");
    assert_eq!(bank.token_requests().len(), 1);
}
