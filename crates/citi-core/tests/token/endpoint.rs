//! The endpoint that gives tokens: what it is sent, and what it may do wrong.

use std::time::Duration;

use citi_core::{CallOptions, ClientCredentials, Connection, Outcome};

use crate::common::{Bank, Reply, answer, list, pay, shown, token, with};
use crate::{bearers, builder};

#[tokio::test(start_paused = true)]
async fn the_request_is_the_one_that_the_bank_documents() {
    let bank = Bank::new([answer(200, "{}")]);
    let connection = builder(&bank).build().unwrap();
    assert!(bank.token_requests().is_empty());
    list(&connection).await.unwrap();
    pay(&connection).await.unwrap();
    let requests = bank.token_requests();
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    // base64("client-1:s3cret")
    assert_eq!(
        request.header("authorization"),
        Some("Basic Y2xpZW50LTE6czNjcmV0")
    );
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        request.body,
        "grant_type=client_credentials&scope=accounts%3Aread+payments%3Awrite"
    );
    assert_eq!(request.limit, Some(Duration::from_secs(10)));
    assert!(request.headers["authorization"].is_sensitive());
    assert_eq!(bearers(&bank), ["Bearer t-1", "Bearer t-1"]);
    assert!(bank.calls()[0].headers["authorization"].is_sensitive());
}

#[tokio::test(start_paused = true)]
async fn the_endpoint_is_asked_again_when_its_failure_passes() {
    for failure in [
        answer(429, ""),
        answer(500, ""),
        answer(503, ""),
        Reply::Away,
        Reply::Cut(200),
        Reply::Silent,
    ] {
        let bank = Bank::with_tokens([answer(200, "{}")], [failure, token("t-1", 3600)]);
        let connection = builder(&bank).build().unwrap();
        assert_eq!(list(&connection).await.unwrap().attempts(), 1);
        assert_eq!(bank.token_requests().len(), 2);
    }
    let bank = Bank::with_tokens([], [with(503, "retry-after", "3", "")]);
    let connection = builder(&bank).build().unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_token(), "{error}");
    assert!(error.to_string().contains("503"), "{error}");
    let times: Vec<_> = bank
        .token_requests()
        .iter()
        .map(|it| it.at.as_secs())
        .collect();
    assert_eq!(times, [0, 3, 6, 9]);
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_that_hangs_does_not_keep_a_call_beyond_its_time() {
    let bank = Bank::with_tokens([answer(200, "{}")], [Reply::Silent, token("t-1", 3600)]);
    let connection = builder(&bank).build().unwrap();
    let short = connection.with_options(CallOptions::new().timeout(Duration::from_secs(3)));
    let began = tokio::time::Instant::now();
    let error = list(&short).await.unwrap_err();
    assert_eq!(began.elapsed(), Duration::from_secs(3));
    assert!(
        error.is_token() && error.outcome() == Outcome::NotSent,
        "{error}"
    );
    // The request goes on for those who have more time: tried again after its own limit.
    list(&connection).await.unwrap();
    assert_eq!(began.elapsed(), Duration::from_millis(10_200));
    // And it ends, even if it always hangs.
    let bank = Bank::with_tokens([], [Reply::Silent]);
    let connection = builder(&bank).build().unwrap();
    let began = tokio::time::Instant::now();
    let error = list(&connection).await.unwrap_err();
    assert!(
        error.is_token() && began.elapsed() <= Duration::from_secs(30),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_no_token_is_an_error_that_does_not_show_it() {
    for reply in [
        answer(200, "hunter2"),
        answer(200, r#"{"access_token":"hunter2 hunter2"}"#),
        answer(200, r#"{"access_token":"hunter2","token_type":"mac"}"#),
        answer(302, "hunter2-hunter2-hunter2"),
    ] {
        let bank = Bank::with_tokens([], [reply]);
        let connection = builder(&bank).build().unwrap();
        let error = list(&connection).await.unwrap_err();
        let shown = shown(&error);
        assert!(error.is_token(), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

#[test]
fn a_token_address_must_be_safe() {
    let connection = |url: &str| {
        Connection::builder("https://bank.example")
            .credentials(ClientCredentials::new(url, "client-1", "s3cret"))
            .build()
    };
    assert!(connection("https://other.example/token?v=4").is_ok());
    assert!(connection("http://127.0.0.1:1/token").is_ok());
    for bad in [
        "http://bank.example/token",
        "bank.example",
        "https://u:p@bank.example/",
    ] {
        let error = connection(bad).unwrap_err();
        assert!(error.is_refused(), "{error}");
        assert!(error.to_string().contains("token address"), "{error}");
    }
}
