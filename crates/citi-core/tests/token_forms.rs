//! How tokens are asked for: forms, scopes, secrets that change, clocks that jump.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use citi_core::{
    ClientCredentials, Clock, ConnectionBuilder, Operation, Secret, SecretError, SecretFuture,
    SecretSource, Sleep, SystemClock, TokenForm,
};
use common::{Bank, LIST, PAY, Reply, answer, list, send, shown, token};
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};

const URL: &str = "https://bank.example/token";

static READ: Operation = Operation {
    scopes: &["accounts:read"],
    ..LIST
};

static WRITE: Operation = Operation {
    scopes: &["payments:write"],
    ..PAY
};

fn credentials() -> ClientCredentials {
    ClientCredentials::new(URL, "client-1", "s3cret")
}

fn builder(bank: &Bank, credentials: ClientCredentials) -> ConnectionBuilder {
    bank.builder().credentials(credentials)
}

/// The scopes that were asked for, request by request.
fn asked(bank: &Bank) -> Vec<String> {
    let requests = bank.token_requests();
    let scope = |body: &str| {
        let form = url::form_urlencoded::parse(body.as_bytes());
        form.filter(|(name, _)| name == "scope")
            .map(|(_, value)| value.into_owned())
            .collect::<String>()
    };
    requests.iter().map(|it| scope(&it.body)).collect()
}

#[tokio::test(start_paused = true)]
async fn the_wrapped_form_is_the_one_of_the_portal() {
    let wrapped = r#"{"token":{"access_token":"t-1","token_type":"Bearer","expires_in":"1800","scope":"/authenticationservices/v1"}}"#;
    let bank = Bank::with_tokens([answer(200, "{}")], [answer(200, wrapped)]);
    let credentials = credentials().form("wrapped".parse().unwrap());
    let connection = builder(&bank, credentials).build().unwrap();
    for operation in [&READ, &WRITE] {
        send(&connection, operation, "", "{}").await.unwrap();
    }
    let requests = bank.token_requests();
    // One token for all operations: its scope is that of the endpoint.
    assert_eq!(requests.len(), 1);
    assert_eq!(
        requests[0].body,
        r#"{"oAuthToken":{"grantType":"client_credentials","scope":"/authenticationservices/v1"}}"#
    );
    assert_eq!(requests[0].header("content-type"), Some("application/json"));
    assert_eq!(
        requests[0].header("authorization"),
        Some("Basic Y2xpZW50LTE6czNjcmV0")
    );
    assert_eq!(bank.calls()[1].header("authorization"), Some("Bearer t-1"));
    let both = ClientCredentials::new(URL, "c", "s")
        .form(TokenForm::Wrapped)
        .in_body();
    let error = builder(&bank, both).build().unwrap_err();
    assert!(error.to_string().contains("leave out `in_body`"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn credentials_go_in_the_body_where_that_is_said() {
    let bank = Bank::new([answer(200, "{}")]);
    let credentials = credentials().in_body().scopes(["accounts:read"]);
    list(&builder(&bank, credentials).build().unwrap())
        .await
        .unwrap();
    let request = &bank.token_requests()[0];
    assert_eq!(request.header("authorization"), None);
    assert_eq!(
        request.body,
        "grant_type=client_credentials&scope=accounts%3Aread&client_id=client-1&client_secret=s3cret"
    );
}

#[tokio::test(start_paused = true)]
async fn the_least_is_asked_for_and_more_only_when_it_is_needed() {
    let bank = Bank::new([answer(200, "{}")]);
    let connection = builder(&bank, credentials()).build().unwrap();
    for operation in [&READ, &READ, &WRITE, &READ, &WRITE] {
        send(&connection, operation, "", "{}").await.unwrap();
    }
    assert_eq!(
        asked(&bank),
        ["accounts:read", "accounts:read payments:write"]
    );
    // Known ahead: one request.
    let bank = Bank::new([answer(200, "{}")]);
    let ahead = credentials().scopes_ahead(["payments:write"]);
    let connection = builder(&bank, ahead).build().unwrap();
    for operation in [&READ, &WRITE] {
        send(&connection, operation, "", "{}").await.unwrap();
    }
    assert_eq!(asked(&bank), ["accounts:read payments:write"]);
    // Given: whatever is called.
    let bank = Bank::new([answer(200, "{}")]);
    let connection = builder(&bank, credentials().scopes(["all"]))
        .build()
        .unwrap();
    for operation in [&READ, &WRITE] {
        send(&connection, operation, "", "{}").await.unwrap();
    }
    assert_eq!(asked(&bank), ["all"]);
}

#[tokio::test(start_paused = true)]
async fn what_the_endpoint_gives_beyond_is_not_asked_for_again() {
    let more = r#"{"access_token":"t-1","expires_in":3600,"scope":"accounts:read payments:write"}"#;
    let bank = Bank::with_tokens([answer(200, "{}")], [answer(200, more)]);
    let connection = builder(&bank, credentials()).build().unwrap();
    connection.authenticate().await.unwrap();
    for operation in [&READ, &WRITE] {
        send(&connection, operation, "", "{}").await.unwrap();
    }
    assert_eq!(asked(&bank), [""]);
}

#[tokio::test(start_paused = true)]
async fn a_missing_scope_is_asked_for_once_for_all_who_wait() {
    let slow = |text: &str| Reply::Slow(Duration::from_secs(1), Box::new(token(text, 3600)));
    let bank = Bank::with_tokens([answer(200, "{}")], [slow("t-1"), slow("t-2")]);
    let connection = builder(&bank, credentials()).build().unwrap();
    let calls = (0..1000).map(|count| {
        let operation = if count % 2 == 0 { &READ } else { &WRITE };
        send(&connection, operation, "", "{}")
    });
    assert!(join_all(calls).await.iter().all(Result::is_ok));
    assert_eq!(
        asked(&bank),
        ["accounts:read", "accounts:read payments:write"]
    );
    for call in bank.calls().iter().filter(|call| call.path == "/payments") {
        assert_eq!(call.header("authorization"), Some("Bearer t-2"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_scope_that_may_not_be_had_spoils_no_other_call() {
    let refused = answer(400, r#"{"error":"invalid_scope"}"#);
    let bank = Bank::with_tokens(
        [answer(200, "{}")],
        [
            refused.clone(),
            token("t-1", 100),
            refused,
            token("t-2", 100),
        ],
    );
    let connection = builder(&bank, credentials()).build().unwrap();
    for _ in 0..2 {
        let error = send(&connection, &WRITE, "", "{}").await.unwrap_err();
        assert_eq!(error.code(), Some("invalid_scope"));
        send(&connection, &READ, "", "").await.unwrap();
    }
    // Nor does it come back when the token is replaced.
    tokio::time::sleep(Duration::from_secs(101)).await;
    send(&connection, &READ, "", "").await.unwrap();
    assert_eq!(
        asked(&bank),
        [
            "payments:write",
            "accounts:read",
            "accounts:read payments:write",
            "accounts:read"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_that_goes_on_failing_is_not_asked_by_every_call_and_forgiven_at_once() {
    let failures = std::iter::repeat_n(answer(400, r#"{"error":"invalid_client"}"#), 5);
    let bank = Bank::with_tokens([answer(200, "{}")], failures.chain([token("t-1", 3600)]));
    let connection = builder(&bank, credentials()).build().unwrap();
    let mut served = 0;
    for _ in 0..200 {
        match list(&connection).await {
            Ok(_) => served += 1,
            Err(error) => assert_eq!(error.code(), Some("invalid_client")),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let times: Vec<_> = bank
        .token_requests()
        .iter()
        .map(|it| it.at.as_millis())
        .collect();
    assert_eq!(times, [0, 100, 1100, 3100, 7100, 15100]);
    assert!(served > 40, "{served}");
}

/// A secret that is changed from outside.
#[derive(Clone)]
struct Changing(Arc<Mutex<Result<&'static str, &'static str>>>);

impl SecretSource for Changing {
    fn secret(&self) -> SecretFuture<'_> {
        let secret = *self.0.lock().unwrap();
        let secret = secret.map(Secret::from).map_err(SecretError::new);
        Box::pin(std::future::ready(secret))
    }
}

#[tokio::test(start_paused = true)]
async fn a_secret_that_changed_goes_with_the_next_token() {
    let held = Changing(Arc::new(Mutex::new(Ok("s3cret"))));
    let bank = Bank::with_tokens([answer(200, "{}")], [token("t-1", 100), token("t-2", 100)]);
    let credentials = ClientCredentials::from_source(URL, "client-1", held.clone());
    let connection = builder(&bank, credentials.in_body()).build().unwrap();
    list(&connection).await.unwrap();
    *held.0.lock().unwrap() = Ok("changed");
    tokio::time::sleep(Duration::from_secs(101)).await;
    list(&connection).await.unwrap();
    let bodies: Vec<_> = bank
        .token_requests()
        .iter()
        .map(|it| it.body.clone())
        .collect();
    assert!(bodies[0].ends_with("client_secret=s3cret"));
    assert!(bodies[1].ends_with("client_secret=changed"));
    // Nothing to be had, or nothing that can be sent.
    for (now, reason) in [
        (Err("the safe is locked"), "safe is locked"),
        (Ok("hunter2\n"), "line break"),
    ] {
        *held.0.lock().unwrap() = now;
        tokio::time::sleep(Duration::from_secs(200)).await;
        let error = list(&connection).await.unwrap_err();
        assert!(
            error.is_token() && error.to_string().contains(reason),
            "{error}"
        );
        assert!(!shown(&error).contains("hunter2"));
    }
    assert_eq!(bank.token_requests().len(), 2);
}

/// A clock whose time of day jumps by hand.
#[derive(Clone)]
struct Jumping(SystemClock, Arc<Mutex<Timestamp>>);

impl Jumping {
    fn jump(&self, seconds: i64) {
        *self.1.lock().unwrap() += SignedDuration::from_secs(seconds);
    }
}

impl Clock for Jumping {
    fn now(&self) -> Timestamp {
        *self.1.lock().unwrap()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        self.0.sleep(duration)
    }
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_jumps_is_survived() {
    let replies = (1..9).map(|count| token(&format!("t-{count}"), 3600));
    let bank = Bank::with_tokens([answer(200, "{}")], replies);
    let clock = Jumping(SystemClock::new(), Arc::new(Mutex::new(Timestamp::now())));
    let connection = builder(&bank, credentials())
        .clock(clock.clone())
        .build()
        .unwrap();
    list(&connection).await.unwrap();
    // Set back by a day: time that passes still counts.
    clock.jump(-86_400);
    list(&connection).await.unwrap();
    assert_eq!(bank.token_requests().len(), 1);
    tokio::time::sleep(Duration::from_secs(3601)).await;
    list(&connection).await.unwrap();
    assert_eq!(bank.token_requests().len(), 2);
    // The machine slept for two hours: only the time of day has gone on.
    clock.jump(7200);
    list(&connection).await.unwrap();
    assert_eq!(bank.token_requests().len(), 3);
    assert_eq!(bank.calls()[3].header("authorization"), Some("Bearer t-3"));
    // To the end of time and back again.
    for jump in [86_400 * 3650, -86_400 * 7300] {
        clock.jump(jump);
        list(&connection).await.unwrap();
        list(&connection).await.unwrap();
    }
    assert_eq!(bank.token_requests().len(), 4);
}
