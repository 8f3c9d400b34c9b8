//! A delivery through its states: what is handled once, what is taken again, and what is counted.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

use std::sync::{Arc, Mutex};

use citi_core::WebhookVerifier;
use citi_core::webhook::{
    CitiSignature, Claim, Claimed, Delivery, DeliveryId, GuardError, GuardFuture,
    MemoryReplayGuard, Receiver, ReplayGuard, Signer, StandardWebhooks, StripeSignature,
    WebhookError,
};
use http::HeaderMap;
use metrics_util::debugging::{DebugValue, DebuggingRecorder};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const BODY: &[u8] = b"{\"id\":\"evt-1\"}";

fn receiver() -> Receiver {
    Receiver::new(WebhookVerifier::new(SECRET).unwrap())
}

fn signed(body: &[u8]) -> HeaderMap {
    let bank = Signer::new(CitiSignature::new(), SECRET).unwrap();
    bank.sign(body).unwrap()
}

async fn take(receiver: &Receiver) -> Result<Delivery<Claimed>, WebhookError> {
    receiver.receive(&signed(BODY), BODY).await
}

async fn handle(delivery: Delivery<Claimed>) -> u16 {
    let delivery = delivery
        .read(|body| std::str::from_utf8(body).map(str::len))
        .await;
    delivery.unwrap().acknowledge().await.status().as_u16()
}

#[tokio::test]
async fn what_was_handled_is_not_handled_again_and_not_sent_again() {
    let receiver = receiver();
    assert_eq!(handle(take(&receiver).await.unwrap()).await, 204);
    let again = take(&receiver).await.unwrap_err();
    assert!(again.is_duplicate());
    assert_eq!(again.status(), 204);
}

#[tokio::test]
async fn what_is_being_handled_comes_later() {
    let receiver = receiver();
    let first = take(&receiver).await.unwrap();
    let second = take(&receiver).await.unwrap_err();
    assert!(second.is_busy());
    assert_eq!(second.status(), 503);
    assert_eq!(handle(first).await, 204);
}

#[tokio::test]
async fn of_many_at_once_one_is_handled() {
    let receiver = receiver();
    let tries = (0..50).map(|_| {
        let receiver = receiver.clone();
        tokio::spawn(async move { take(&receiver).await.ok() })
    });
    let mut taken = Vec::new();
    for task in tries.collect::<Vec<_>>() {
        taken.extend(task.await.unwrap());
    }
    assert_eq!(taken.len(), 1);
}

#[tokio::test]
async fn what_was_refused_dropped_or_unreadable_is_taken_again() {
    let receiver = receiver();
    assert_eq!(take(&receiver).await.unwrap().refuse().await.status(), 503);
    let delivery = take(&receiver).await.unwrap();
    let opened = delivery.read(|_| Ok::<_, ()>(())).await.unwrap();
    assert_eq!(opened.refuse().await.status(), 503);
    drop(take(&receiver).await.unwrap());
    let unreadable = take(&receiver)
        .await
        .unwrap()
        .read(|_| Err::<(), _>("no"))
        .await;
    let unreadable = unreadable.unwrap_err();
    assert_eq!(unreadable.source, "no");
    assert_eq!(WebhookError::from(unreadable).status(), 400);
    assert_eq!(handle(take(&receiver).await.unwrap()).await, 204);
}

#[tokio::test]
async fn a_handler_that_panics_gives_it_back() {
    let receiver = receiver();
    let delivery = take(&receiver).await.unwrap();
    let handler = tokio::spawn(async move {
        let _delivery = delivery;
        std::panic::resume_unwind(Box::new("the handler fell over"));
    });
    assert!(handler.await.is_err());
    assert_eq!(handle(take(&receiver).await.unwrap()).await, 204);
}

#[tokio::test]
async fn what_is_forged_leaves_no_trace_in_the_guard() {
    let receiver = receiver();
    for _ in 0..2 {
        let error = receiver
            .receive(&signed(BODY), b"{}".as_slice())
            .await
            .unwrap_err();
        assert!(error.is_mismatch());
    }
    assert_eq!(handle(take(&receiver).await.unwrap()).await, 204);
}

#[tokio::test]
async fn a_delivery_is_known_by_what_the_scheme_signs() {
    let verifier = WebhookVerifier::with_scheme(StandardWebhooks, SECRET).unwrap();
    let receiver = Receiver::new(verifier);
    let bank = Signer::new(StandardWebhooks, SECRET).unwrap().id("msg_7");
    let delivery = receiver
        .receive(&bank.sign(b"a").unwrap(), b"a".as_slice())
        .await;
    assert_eq!(delivery.unwrap().id(), &DeliveryId::new("msg_7"));

    // Without an id, by a digest: SHA-256 of the body `a`.
    let digest = "sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    let delivery = self::receiver()
        .receive(&signed(b"a"), b"a".as_slice())
        .await
        .unwrap();
    assert_eq!(delivery.id().as_str(), digest);
    assert_eq!(delivery.signed_at(), None);

    let verifier = WebhookVerifier::with_scheme(StripeSignature, SECRET).unwrap();
    let bank = Signer::new(StripeSignature, SECRET).unwrap();
    let receiver = Receiver::new(verifier);
    let delivery = receiver
        .receive(&bank.sign(b"a").unwrap(), b"a".as_slice())
        .await
        .unwrap();
    assert_ne!(delivery.id().as_str(), digest, "the time is signed too");
    assert!(delivery.signed_at().is_some());
}

#[tokio::test]
async fn receivers_know_ids_of_the_body_if_told_how() {
    let receiver = receiver().identify_by(|body| {
        let json: serde_json::Value = serde_json::from_slice(body).ok()?;
        json["id"].as_str().map(str::to_owned)
    });
    assert_eq!(take(&receiver).await.unwrap().id().as_str(), "evt-1");
    let none = receiver
        .receive(&signed(b"[]"), b"[]".as_slice())
        .await
        .unwrap();
    assert!(none.id().as_str().starts_with("sha256:"));
}

/// A guard in a database that fails when it is told to, and writes down what it is asked.
#[derive(Clone, Default)]
struct Database {
    away: Arc<Mutex<bool>>,
    asked: Arc<Mutex<Vec<&'static str>>>,
}

impl Database {
    fn answer<T: Send + 'static>(&self, what: &'static str, value: T) -> GuardFuture<'static, T> {
        self.asked.lock().unwrap().push(what);
        let away = *self.away.lock().unwrap();
        Box::pin(async move {
            match away {
                true => Err(GuardError::new("the database does not answer")),
                false => Ok(value),
            }
        })
    }
}

impl ReplayGuard for Database {
    fn claim<'a>(&'a self, _: &'a DeliveryId) -> GuardFuture<'a, Claim> {
        self.answer("claim", Claim::New(7))
    }

    fn keep<'a>(&'a self, _: &'a DeliveryId, number: u64) -> GuardFuture<'a, ()> {
        assert_eq!(number, 7);
        self.answer("keep", ())
    }

    fn release<'a>(&'a self, _: &'a DeliveryId, _: u64) -> GuardFuture<'a, ()> {
        self.answer("release", ())
    }
}

#[tokio::test]
async fn a_guard_that_cannot_tell_stops_what_begins_and_not_what_is_done() {
    let database = Database::default();
    let receiver = receiver().guard(database.clone());
    let delivery = take(&receiver).await.unwrap();
    *database.away.lock().unwrap() = true;
    // It was handled: to say otherwise would have it sent again.
    assert_eq!(handle(delivery).await, 204);
    let error = take(&receiver).await.unwrap_err();
    assert!(error.is_unavailable());
    assert_eq!(error.status(), 503);
    assert_eq!(*database.asked.lock().unwrap(), ["claim", "keep", "claim"]);
}

#[tokio::test(start_paused = true)]
async fn a_process_that_died_holds_nothing_for_long() {
    let receiver = receiver().guard(MemoryReplayGuard::new());
    // Neither answered nor dropped, as after a crash.
    std::mem::forget(take(&receiver).await.unwrap());
    assert!(take(&receiver).await.unwrap_err().is_busy());
    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    assert_eq!(handle(take(&receiver).await.unwrap()).await, 204);
}

#[test]
fn each_delivery_is_counted_once() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async {
            let receiver = receiver();
            let held = take(&receiver).await.unwrap();
            let _ = take(&receiver).await; // busy
            drop(held);
            let _ = take(&receiver).await.unwrap().refuse().await;
            let _ = take(&receiver)
                .await
                .unwrap()
                .read(|_| Err::<(), _>(()))
                .await;
            handle(take(&receiver).await.unwrap()).await;
            let _ = take(&receiver).await; // duplicate
            let _ = receiver.receive(&HeaderMap::new(), BODY).await;
            let _ = receiver.receive(&signed(BODY), b"".as_slice()).await;
            let _ = receiver.body_limit(&HeaderMap::new());
            receiver.turn_away(WebhookError::too_large());
            receiver.verifier().verify(&signed(BODY), BODY).unwrap();
        });
    });
    let mut counted: Vec<_> = snapshotter
        .snapshot()
        .into_vec()
        .into_iter()
        .map(|(key, _, _, value)| {
            assert_eq!(key.key().name(), "citi_webhook_deliveries_total");
            let DebugValue::Counter(count) = value else {
                panic!("no counter")
            };
            let label = key.key().labels().next().unwrap();
            format!("{}={} {count}", label.key(), label.value())
        })
        .collect();
    counted.sort();
    assert_eq!(
        counted,
        [
            "verdict=accepted 2",
            "verdict=busy 1",
            "verdict=dropped 1",
            "verdict=duplicate 1",
            "verdict=mismatch 1",
            "verdict=missing 2",
            "verdict=refused 1",
            "verdict=too_large 1",
            "verdict=unreadable 1",
        ]
    );
}
