//! Tokens: asked for once, replaced in time, asked for anew when refused, and never shown.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use citi_core::{
    AccessToken, CallOptions, ClientCredentials, Connection, ConnectionBuilder, Outcome, Retry,
    Secret, TokenError, TokenFuture, TokenRequest, TokenSource,
};
use common::{Bank, Reply, answer, list, pay, shown, token, with};
use futures_util::future::join_all;
use tokio::time::sleep;

fn credentials() -> ClientCredentials {
    ClientCredentials::new("https://bank.example/token", "client-1", "s3cret")
        .scopes(["accounts:read", "payments:write"])
}

fn builder(bank: &Bank) -> ConnectionBuilder {
    bank.builder().credentials(credentials())
}

fn bearers(bank: &Bank) -> Vec<String> {
    let calls = bank.calls();
    let bearers = calls.iter().map(|call| call.header("authorization"));
    bearers
        .map(|bearer| bearer.unwrap_or("none").to_owned())
        .collect()
}

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
async fn it_is_replaced_in_the_background_before_its_time_is_over() {
    let slow = Reply::Slow(Duration::from_secs(5), Box::new(token("t-2", 3600)));
    let bank = Bank::with_tokens([answer(200, "{}")], [token("t-1", 3600), slow]);
    let connection = builder(&bank).build().unwrap();
    list(&connection).await.unwrap();
    // A minute before the end, less the half of it that chance allows.
    sleep(Duration::from_secs(3569)).await;
    list(&connection).await.unwrap();
    assert_eq!(bank.token_requests().len(), 1);
    sleep(Duration::from_secs(1)).await;
    let began = tokio::time::Instant::now();
    list(&connection).await.unwrap();
    list(&connection).await.unwrap();
    assert_eq!(began.elapsed(), Duration::ZERO);
    sleep(Duration::from_secs(6)).await;
    list(&connection).await.unwrap();
    assert_eq!(bank.token_requests().len(), 2);
    assert_eq!(
        bearers(&bank),
        ["t-1", "t-1", "t-1", "t-1", "t-2"].map(|token| format!("Bearer {token}"))
    );
}

#[tokio::test(start_paused = true)]
async fn the_old_one_goes_on_while_a_new_one_cannot_be_had() {
    let bank = Bank::with_tokens(
        [answer(200, "{}")],
        [
            token("t-1", 1000),
            answer(400, ""),
            answer(400, ""),
            token("t-2", 1000),
        ],
    );
    let connection = builder(&bank).build().unwrap();
    for _ in 0..101 {
        list(&connection).await.unwrap();
        sleep(Duration::from_secs(10)).await;
    }
    // Not one call was without a token, and the endpoint was not asked by each of them.
    assert_eq!(bank.token_requests().len(), 4);
    assert_eq!(bearers(&bank).last().unwrap(), "Bearer t-2");
}

#[tokio::test(start_paused = true)]
async fn a_new_one_that_cannot_be_had_is_not_asked_for_by_every_call() {
    let bank = Bank::with_tokens([answer(200, "{}")], [token("t-1", 1000), answer(400, "")]);
    let connection = builder(&bank).build().unwrap();
    for _ in 0..1000 {
        list(&connection).await.unwrap();
        sleep(Duration::from_secs(1)).await;
    }
    let requests = bank.token_requests();
    let times: Vec<_> = requests
        .iter()
        .map(|request| request.at.as_secs())
        .collect();
    // A quarter of what is left each time, a second at least.
    assert_eq!(times[..6], [0, 970, 978, 984, 988, 991]);
    assert!(times.len() < 12, "{times:?}");
    assert!(list(&connection).await.unwrap_err().is_token());
}

#[tokio::test(start_paused = true)]
async fn its_time_counts_from_the_request_that_brought_it() {
    let failure = Reply::Slow(Duration::from_secs(8), Box::new(answer(503, "")));
    let bank = Bank::with_tokens([answer(200, "{}")], [failure, token("t-1", 100)]);
    let connection = builder(&bank).build().unwrap();
    // It came at 8.2 seconds, and is good until 108.2.
    list(&connection).await.unwrap();
    sleep(Duration::from_secs(94)).await;
    list(&connection).await.unwrap();
    sleep(Duration::from_millis(1)).await;
    assert_eq!(bank.token_requests().len(), 2);
    sleep(Duration::from_secs(1)).await;
    list(&connection).await.unwrap();
    sleep(Duration::from_millis(1)).await;
    assert_eq!(bank.token_requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn without_a_time_it_is_good_for_five_minutes_from_when_it_was_asked_for() {
    let forever = answer(200, r#"{"access_token":"t-1"}"#);
    let slow = Reply::Slow(Duration::from_secs(9), Box::new(forever));
    let bank = Bank::with_tokens([answer(200, "{}")], [slow, token("t-2", 3600)]);
    let connection = builder(&bank).build().unwrap();
    list(&connection).await.unwrap();
    sleep(Duration::from_secs(300 - 9)).await;
    list(&connection).await.unwrap();
    assert_eq!(bearers(&bank), ["Bearer t-1", "Bearer t-2"]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_once_however_many_calls_had_it() {
    let refusals = (0..50).map(|_| answer(401, ""));
    let bank = Bank::new(refusals.chain([answer(200, "{}")]));
    let connection = builder(&bank).build().unwrap();
    let calls = join_all((0..50).map(|_| pay(&connection))).await;
    for call in calls {
        assert_eq!(call.unwrap().attempts(), 2);
    }
    assert_eq!((bank.calls().len(), bank.token_requests().len()), (100, 2));
    let bearers = bearers(&bank);
    assert!(bearers[..50].iter().all(|bearer| bearer == "Bearer t-1"));
    assert!(bearers[50..].iter().all(|bearer| bearer == "Bearer t-2"));
    // A write that may not be sent twice may be: the bank said that it did nothing.
    let bank = Bank::new([answer(401, ""), answer(200, "{}")]);
    let connection = builder(&bank).retry(Retry::never()).build().unwrap();
    let sent = common::send(&connection, &common::SEND, "", "{}").await;
    assert_eq!(sent.unwrap().attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_second_refusal_is_the_end() {
    let bank = Bank::new([answer(401, "")]);
    let connection = builder(&bank).build().unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_auth() && !error.is_token());
    assert_eq!((error.attempts(), error.outcome()), (2, Outcome::Rejected));
    assert_eq!(bank.token_requests().len(), 2);
    // The next call tries anew.
    assert!(list(&connection).await.is_err());
    assert_eq!(bank.token_requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn without_another_token_the_refusal_stands_at_once() {
    // A token given by hand.
    let bank = Bank::new([answer(401, "")]);
    let connection = bank.builder().bearer_token("t-9").build().unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_auth() && error.attempts() == 1);
    // A header of the call's own, and no token is asked for.
    let bank = Bank::new([answer(401, "")]);
    let options = CallOptions::new()
        .header("Authorization", "Basic x")
        .unwrap();
    let connection = builder(&bank).build().unwrap().with_options(options);
    assert_eq!(list(&connection).await.unwrap_err().attempts(), 1);
    assert!(bank.token_requests().is_empty());
    // An endpoint that gives the same one.
    let bank = Bank::with_tokens([answer(401, "")], [token("t-1", 3600)]);
    let connection = builder(&bank).build().unwrap();
    let error = list(&connection).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.status().unwrap().as_u16()),
        (1, 401)
    );
    assert_eq!(bank.token_requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_source_of_ones_own_is_kept_and_told_what_was_refused() {
    #[derive(Clone, Default)]
    struct Vault(Arc<AtomicU32>);
    impl TokenSource for Vault {
        fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a> {
            let count = self.0.fetch_add(1, Ordering::SeqCst);
            Box::pin(async move {
                match (count, request.refused.map(Secret::expose)) {
                    (0, None) => Err(TokenError::new("the vault is closed")),
                    (1, None) => Ok(AccessToken::new("v-1").expires_in(Duration::MAX)),
                    (2, Some("v-1")) => Ok(AccessToken::new("v-2")),
                    other => panic!("{other:?}"),
                }
            })
        }
    }
    let bank = Bank::new([answer(200, "{}"), answer(401, ""), answer(200, "{}")]);
    let vault = Vault::default();
    let connection = bank.builder().token_source(vault.clone()).build().unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.to_string().contains("the vault is closed"), "{error}");
    list(&connection).await.unwrap();
    list(&connection).await.unwrap();
    assert_eq!(bearers(&bank), ["Bearer v-1", "Bearer v-1", "Bearer v-2"]);
    assert_eq!(vault.0.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn a_source_that_panics_costs_no_later_call() {
    struct Panics(AtomicU32);
    impl TokenSource for Panics {
        fn token<'a>(&'a self, _: TokenRequest<'a>) -> TokenFuture<'a> {
            match self.0.fetch_add(1, Ordering::SeqCst) {
                0 | 1 => panic!("as it happens"),
                _ => Box::pin(async { Ok(AccessToken::new("t-1")) }),
            }
        }
    }
    let bank = Bank::new([answer(200, "{}")]);
    let source = Panics(AtomicU32::new(0));
    let connection = bank.builder().token_source(source).build().unwrap();
    assert!(list(&connection).await.unwrap_err().is_token());
    list(&connection).await.unwrap();
}

#[test]
fn a_runtime_that_ends_while_it_asks_costs_no_later_call() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap()
    };
    let (bank, connection) = runtime().block_on(async {
        let slow = Reply::Slow(Duration::from_secs(5), Box::new(token("t-1", 3600)));
        let bank = Bank::with_tokens([answer(200, "{}")], [slow, token("t-2", 3600)]);
        let connection = builder(&bank).build().unwrap();
        let call = tokio::time::timeout(Duration::from_secs(1), list(&connection));
        assert!(call.await.is_err());
        (bank, connection)
    });
    runtime().block_on(list(&connection)).unwrap();
    assert_eq!(bearers(&bank), ["Bearer t-2"]);
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
