//! Writes that are kept before they are sent: they outlive a crash, and the bank does them once.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use citi_core::support::answer::{self, Parts, json};
use citi_core::support::wire;
use citi_core::{
    Answer, CallOptions, CancellationToken, Clock, Connection, Error, IdempotencyKey, Json, Method,
    Operation, Outcome, Prepared, Retry, Sleep, Transport, TransportFuture, Upload,
};
use common::{Arrived, Bank, PAY, Reply, answer as reply, with};
use futures_util::FutureExt as _;
use jiff::Timestamp;

const BODY: &str = r#"{"amount":12.50,"account":"123456789"}"#;

fn any(parts: &Parts) -> Result<Json, citi_core::DecodeError> {
    json(parts)
}

fn built(
    connection: &Connection,
    operation: &'static Operation,
    body: &str,
    options: CallOptions,
) -> wire::Built {
    let call = wire::call(connection, operation, options);
    let url = format!("{}{}", call.baseurl(), operation.path);
    let request = call
        .client()
        .post(url)
        .header("content-type", "application/json")
        .header("x-channel", "batch")
        .body(body.to_owned());
    Ok(call.ready(request.build()?))
}

async fn prepare(connection: &Connection) -> Prepared {
    let built = built(connection, &PAY, BODY, CallOptions::new());
    wire::prepare(built).await.unwrap()
}

async fn resume(connection: &Connection, record: &Prepared) -> Result<Answer<Json>, Error> {
    let built = wire::resume(connection, &PAY, CallOptions::new(), record);
    answer::call(built, any).await
}

async fn send(
    connection: &Connection,
    options: CallOptions,
    body: &str,
) -> Result<Answer<Json>, Error> {
    answer::call(built(connection, &PAY, body, options), any).await
}

/// What goes on the disk and comes back.
fn stored(record: &Prepared) -> Prepared {
    serde_json::from_str(&serde_json::to_string(record).unwrap()).unwrap()
}

fn key(arrived: &Arrived) -> &str {
    arrived.header("idempotency-key").unwrap()
}

/// A wall clock that a test sets; the rest is the runtime's time.
#[derive(Clone)]
struct Wall(Arc<Mutex<Timestamp>>, citi_core::SystemClock);

impl Wall {
    fn at(text: &str) -> Self {
        Self(
            Arc::new(Mutex::new(text.parse().unwrap())),
            citi_core::SystemClock::new(),
        )
    }

    fn set(&self, text: &str) {
        *self.0.lock().unwrap() = text.parse().unwrap();
    }
}

impl Clock for Wall {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn elapsed(&self) -> Duration {
        self.1.elapsed()
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        self.1.sleep(duration)
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_it_is_resumed_and_then_exactly_that() {
    let bank = Bank::new([reply(201, "{}")]);
    let connection = bank.builder().bearer_token("a-token").build().unwrap();
    let option = CallOptions::new().header("X-Api-Key", "a-secret").unwrap();
    let connection = connection.with_options(option);
    let record = prepare(&connection).await;
    assert!(bank.calls().is_empty());
    assert_eq!(record.operation_id(), "createPayment");
    assert_eq!(record.path(), "/payments");
    assert_eq!(record.body(), Some(BODY.as_bytes()));
    let text = serde_json::to_string(&record).unwrap();
    assert!(
        !text.contains("a-token") && !text.contains("a-secret"),
        "{text}"
    );

    let answer = resume(&connection, &stored(&record)).await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.attempts()), (201, 1));
    let calls = bank.calls();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].body, BODY);
    assert_eq!(key(&calls[0]), record.idempotency_key().as_str());
    assert_eq!(calls[0].header("x-channel"), Some("batch"));
    assert_eq!(calls[0].header("content-type"), Some("application/json"));
    assert_eq!(calls[0].header("authorization"), Some("Bearer a-token"));
    assert_eq!(calls[0].header("x-api-key"), Some("a-secret"));
}

/// A bank that does a payment once for each key, and loses its first answers.
#[derive(Clone, Default)]
struct Books {
    booked: Arc<Mutex<BTreeMap<String, (String, u32)>>>,
    lose: Arc<Mutex<u32>>,
}

impl Transport for Books {
    fn execute(&self, request: reqwest::Request) -> TransportFuture<'_> {
        let key = request.headers()["idempotency-key"].to_str().unwrap();
        let body = request.body().unwrap().as_bytes().unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        let mut booked = self.booked.lock().unwrap();
        let entry = booked.entry(key.to_owned()).or_insert((body.clone(), 0));
        assert_eq!(entry.0, body, "another body under the same key");
        entry.1 += 1;
        let status = if entry.1 == 1 { 201 } else { 200 };
        let mut lose = self.lose.lock().unwrap();
        if *lose > 0 {
            *lose -= 1;
            return Box::pin(std::future::pending());
        }
        let response = http::Response::builder().status(status).body("{}").unwrap();
        Box::pin(std::future::ready(Ok(response.into())))
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_crash_the_bank_has_it_once() {
    let bank = Books::default();
    *bank.lose.lock().unwrap() = 1;
    let connection = || {
        Connection::builder("https://bank.example")
            .bearer_token("t")
            .transport(bank.clone())
            .build()
            .unwrap()
    };
    let row = {
        let connection = connection();
        let record = prepare(&connection).await;
        let row = serde_json::to_string(&record).unwrap();
        // It is on its way, and the process ends.
        let mut call = Box::pin(resume(&connection, &record));
        assert!((&mut call).now_or_never().is_none());
        row
    };
    assert_eq!(bank.booked.lock().unwrap().len(), 1);

    let record: Prepared = serde_json::from_str(&row).unwrap();
    let answer = resume(&connection(), &record).await.unwrap();
    assert_eq!(answer.status().as_u16(), 200, "the bank had it already");
    let booked = bank.booked.lock().unwrap();
    assert_eq!(booked.len(), 1);
    assert_eq!(booked[record.idempotency_key().as_str()].1, 2);
}

#[tokio::test(start_paused = true)]
async fn dropped_at_any_point_it_is_still_done_once() {
    // Each number of polls stops the call somewhere else: before its turn, its token, its attempt, its answer.
    for polls in 0..6 {
        let bank = Books::default();
        *bank.lose.lock().unwrap() = 1;
        let connection = Connection::builder("https://bank.example")
            .token_source(Late)
            .transport(bank.clone())
            .build()
            .unwrap();
        let record = prepare(&connection).await;
        {
            let mut call = Box::pin(resume(&connection, &record));
            for _ in 0..polls {
                assert!((&mut call).now_or_never().is_none());
                tokio::task::yield_now().await;
            }
        }
        *bank.lose.lock().unwrap() = 0;
        resume(&connection, &record).await.unwrap();
        assert_eq!(bank.booked.lock().unwrap().len(), 1, "{polls}");
    }
}

/// A token that is not there at once.
struct Late;

impl citi_core::TokenSource for Late {
    fn token<'a>(&'a self, _: citi_core::TokenRequest<'a>) -> citi_core::TokenFuture<'a> {
        Box::pin(async {
            tokio::task::yield_now().await;
            Ok(citi_core::AccessToken::new("t").expires_in(Duration::from_secs(3600)))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_call_is_resumed() {
    let bank = Bank::new([Reply::Silent, reply(201, "{}")]);
    let connection = bank.builder().bearer_token("t").build().unwrap();
    let record = prepare(&connection).await;
    let stop = CancellationToken::new();
    let stopped = connection.with_options(CallOptions::new().cancelled_by(stop.clone()));
    let (result, ()) = tokio::join!(resume(&stopped, &record), async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        stop.cancel();
    });
    let error = result.unwrap_err();
    assert!(error.is_cancelled());
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 1));
    assert_eq!(error.idempotency_key(), Some(record.idempotency_key()));
    resume(&connection, &record).await.unwrap();
    let calls = bank.calls();
    assert_eq!(key(&calls[0]), key(&calls[1]));
    assert_eq!(calls[0].body, calls[1].body);
}

#[tokio::test(start_paused = true)]
async fn only_the_same_call_goes_under_its_key() {
    let bank = Bank::new([reply(201, "{}")]);
    let connection = bank.builder().bearer_token("t").build().unwrap();
    let record = prepare(&connection).await;
    let resuming = || CallOptions::new().resuming(&record);

    let error = send(&connection, resuming(), r#"{"amount":92.50}"#)
        .await
        .unwrap_err();
    assert!(error.is_refused(), "{error}");
    assert!(error.to_string().contains("its body differs"), "{error}");
    assert!(!error.to_string().contains("92.50"));
    let own = resuming().idempotency_key(IdempotencyKey::new("another").unwrap());
    let error = send(&connection, own, BODY).await.unwrap_err();
    assert!(
        error.to_string().contains("another idempotency key"),
        "{error}"
    );
    static REFUND: Operation = Operation {
        id: "createRefund",
        method: Method::Post,
        path: "/refunds",
        idempotency_header: Some("Idempotency-Key"),
        ..Operation::EMPTY
    };
    let wrong = built(&connection, &REFUND, BODY, resuming());
    let error = answer::call(wrong, any).await.unwrap_err();
    assert!(
        error.to_string().contains("its operation differs"),
        "{error}"
    );
    let wrong = wire::resume(&connection, &REFUND, CallOptions::new(), &record);
    assert!(answer::call(wrong, any).await.unwrap_err().is_refused());
    let changed = serde_json::to_string(&record)
        .unwrap()
        .replace("12.50", "92.50");
    let changed: Prepared = serde_json::from_str(&changed).unwrap();
    let error = resume(&connection, &changed).await.unwrap_err();
    assert!(
        error.is_refused() && error.to_string().contains("was changed"),
        "{error}"
    );
    assert_eq!(
        error.outcome(),
        Outcome::Unknown,
        "it may have been sent before"
    );
    for path in [
        "@evil.example/payments",
        "//evil.example/payments",
        "/refunds",
    ] {
        let text = serde_json::to_string(&record).unwrap();
        let moved = text.replace(r#""path":"/payments""#, &format!(r#""path":"{path}""#));
        assert_ne!(moved, text);
        let moved: Prepared = serde_json::from_str(&moved).unwrap();
        assert!(
            resume(&connection, &moved).await.unwrap_err().is_refused(),
            "{path}"
        );
    }
    assert!(bank.calls().is_empty(), "nothing of it was sent");

    send(&connection, resuming(), BODY).await.unwrap();
    assert_eq!(key(&bank.calls()[0]), record.idempotency_key().as_str());
}

#[tokio::test(start_paused = true)]
async fn past_the_life_of_its_key_it_is_not_sent() {
    let bank = Bank::new([reply(201, "{}")]);
    let wall = Wall::at("2026-03-04T21:00:00Z");
    let connection = bank
        .builder()
        .bearer_token("t")
        .clock(wall.clone())
        .build()
        .unwrap();
    let record = prepare(&connection).await;
    assert_eq!(record.expires().to_string(), "2026-03-05T21:00:00Z");
    wall.set("2026-03-05T21:00:00Z");
    let error = resume(&connection, &record).await.unwrap_err();
    assert!(error.is_expired());
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 0));
    assert!(error.to_string().contains("ask for its status"), "{error}");
    let again = CallOptions::new().resuming(&record);
    assert!(
        send(&connection, again, BODY)
            .await
            .unwrap_err()
            .is_expired()
    );
    assert!(bank.calls().is_empty());
}

#[tokio::test(start_paused = true)]
async fn no_attempt_begins_past_the_life_of_its_key() {
    let bank = Bank::new([with(503, "retry-after", "3", "{}")]);
    let wall = Wall::at("2026-03-04T21:00:00Z");
    let connection = bank
        .builder()
        .bearer_token("t")
        .retry(Retry::default().attempts(10))
        .clock(wall.clone())
        .build()
        .unwrap();
    let record = prepare(&connection).await;
    wall.set("2026-03-05T20:59:55Z");
    let error = resume(&connection, &record).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(bank.times(), [0, 3000], "five seconds were left");
}

#[tokio::test(start_paused = true)]
async fn an_outcome_is_that_of_all_that_was_sent_of_a_record() {
    let bank = Bank::new([Reply::Away, Reply::Away, reply(401, "{}"), reply(422, "{}")]);
    let connection = bank
        .builder()
        .bearer_token("t")
        .retry(Retry::never())
        .build()
        .unwrap();
    let record = prepare(&connection).await;
    let first = resume(&connection, &record).await.unwrap_err();
    assert_eq!(
        first.outcome(),
        Outcome::NotSent,
        "nobody has sent it before"
    );
    // It comes from storage: it may have been.
    for (status, outcome) in [
        (None, Outcome::Unknown),
        (Some(401), Outcome::Unknown),
        (Some(422), Outcome::Rejected),
    ] {
        let error = resume(&connection, &stored(&record)).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        assert_eq!(error.outcome(), outcome, "{status:?}");
    }
}

/// Another body than the one of the operation.
fn instead(upload: Upload) -> CallOptions {
    wire::instead(CallOptions::new(), "body", "text/plain", Some(upload), Ok)
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused() {
    let bank = Bank::new([]);
    let connection = bank.builder().bearer_token("t").build().unwrap();
    let pieces = || futures_util::stream::iter(["{}"].map(Ok::<_, std::io::Error>));
    for upload in [Upload::stream(pieces()), Upload::repeatable(pieces)] {
        let connection = connection.clone();
        let call = built(&connection, &PAY, "", instead(upload));
        let error = wire::prepare(call).await.unwrap_err();
        assert!(
            error.is_refused() && error.to_string().contains("give it as bytes"),
            "{error}"
        );
    }
    let call = built(&connection, &common::SEND, BODY, CallOptions::new());
    let error = wire::prepare(call).await.unwrap_err();
    assert!(
        error.to_string().contains("takes no idempotency key"),
        "{error}"
    );

    let bytes = Upload::from("a,b".to_owned()).with_content_type("text/csv");
    let call = built(&connection, &PAY, "", instead(bytes));
    let record = wire::prepare(call).await.unwrap();
    assert_eq!(record.body(), Some(&b"a,b"[..]));
    assert!(serde_json::to_string(&record).unwrap().contains("text/csv"));
}

#[tokio::test]
async fn the_key_is_the_one_that_was_given() {
    let bank = Bank::new([]);
    let connection = bank.builder().bearer_token("t").build().unwrap();
    let options = CallOptions::new().idempotency_key(IdempotencyKey::new("invoice-42").unwrap());
    let record = wire::prepare(built(&connection, &PAY, BODY, options))
        .await
        .unwrap();
    assert_eq!(record.idempotency_key().as_str(), "invoice-42");
}

#[tokio::test(start_paused = true)]
async fn a_record_of_one_server_is_none_of_another() {
    let bank = Bank::new([common::answer(201, "{}")]);
    let sandbox = bank.builder().bearer_token("t").build().unwrap();
    let record = prepare(&sandbox).await;
    let production = Connection::builder("https://production.example")
        .bearer_token("t")
        .transport(bank.clone())
        .build()
        .unwrap();
    let error = resume(&production, &record).await.unwrap_err();
    assert!(error.is_refused(), "{error}");
    assert!(error.to_string().contains("another server"), "{error}");
    assert!(bank.calls().is_empty());
    resume(&sandbox, &record).await.unwrap();
}
