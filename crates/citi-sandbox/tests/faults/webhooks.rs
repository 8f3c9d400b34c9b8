//! Faults of events and deliveries.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::net::TcpListener;

use crate::world::World;

/// What a receiver got: the id of the event, whether its signature is right, and which fault it tells of.
type Got = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

struct Receiver {
    got: Got,
    secret: String,
}

impl Receiver {
    /// A receiver that takes what is signed as it must be, and refuses what is not.
    async fn new(world: &World) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let application = &world.application;
        let path = format!("/portal/applications/{}/webhooks", application.client_id);
        let answer = world
            .client
            .post(world.url(&path))
            .basic_auth(
                &application.client_id,
                Some(application.client_secret.expose()),
            )
            .json(&json!({"url": url, "events": ["payment.completed"]}))
            .send()
            .await
            .unwrap();
        let body: Value = answer.json().await.unwrap();
        let secret = body["secret"].as_str().unwrap().to_owned();
        let got = Got::default();
        let state = (got.clone(), secret.clone());
        let router = Router::new().fallback(take).with_state(state);
        tokio::spawn(async { axum::serve(listener, router).await });
        Self { got, secret }
    }

    /// `evt-1 signed`, in the order in which they came; and forgets them.
    fn told(&self) -> Vec<String> {
        let got = std::mem::take(&mut *self.got.lock().unwrap());
        let line = |(headers, body): (HeaderMap, Bytes)| {
            let event: Value = serde_json::from_slice(&body).unwrap();
            let signed = if is_signed(&self.secret, &headers, &body) {
                "signed"
            } else {
                "forged"
            };
            let fault = headers.get("x-sandbox-fault");
            let fault = fault.map_or(String::new(), |it| format!(" ({})", it.to_str().unwrap()));
            let payment = event["data"]["paymentId"].as_str().unwrap();
            format!("{payment} {signed}{fault}")
        };
        got.into_iter().map(line).collect()
    }
}

fn is_signed(secret: &str, headers: &HeaderMap, body: &[u8]) -> bool {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    let bytes = mac.finalize().into_bytes();
    let right: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    headers["x-citi-signature"] == right
}

async fn take(
    State((got, secret)): State<(Got, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let signed = is_signed(&secret, &headers, &body);
    got.lock().unwrap().push((headers, body));
    if signed {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::UNAUTHORIZED
    }
}

/// Makes a payment that completes, and waits until everybody was told.
async fn completed(world: &World, key: &str) {
    let wire =
        r#","address":{"line1":"12 Quay Street","city":"Boston","country":"US"},"bankName":"E"}"#;
    let body = crate::world::order(key)
        .replace("ACH", "WIRE")
        .replace("2026-03-04", "2026-03-02")
        .replace(r#""011000015"}"#, &format!(r#""011000015"{wire}"#));
    let made = world.pay(key, key).body(body).send().await.unwrap();
    assert_eq!(made.status(), 201);
    world.sandbox.clock().advance(Duration::from_secs(10));
    world.sandbox.settle().await;
}

async fn pass(world: &World, seconds: u64) {
    world.sandbox.clock().advance(Duration::from_secs(seconds));
    world.sandbox.settle().await;
}

fn rule(world: &World, text: &str) {
    world.sandbox.fault(text.parse().unwrap()).unwrap();
}

#[tokio::test]
async fn a_wrong_signature_is_refused_and_the_next_attempt_is_right() {
    let world = World::new().await;
    let receiver = Receiver::new(&world).await;
    rule(
        &world,
        "wrongly-signed; operation=payment.completed; count=1",
    );
    completed(&world, "k-1").await;
    pass(&world, 5).await;
    assert_eq!(
        receiver.told(),
        [
            "p-5530218 forged (fault-1; kind=wrongly-signed)",
            "p-5530218 signed"
        ]
    );
    let records = world.sandbox.deliveries();
    assert_eq!(
        (records[0].status, records[0].delivered),
        (Some(401), false)
    );
    assert_eq!(
        records[0].fault.as_deref(),
        Some("fault-1; kind=wrongly-signed")
    );
    assert_eq!(
        (records[1].delivered, records[1].fault.as_deref()),
        (true, None)
    );
}

#[tokio::test]
async fn a_delivery_comes_twice_and_not_a_third_time() {
    let world = World::new().await;
    let receiver = Receiver::new(&world).await;
    rule(&world, "duplicated");
    completed(&world, "k-1").await;
    pass(&world, 86_400).await;
    assert_eq!(
        receiver.told(),
        [
            "p-5530218 signed (fault-1; kind=duplicated)",
            "p-5530218 signed"
        ]
    );
}

#[tokio::test]
async fn an_event_comes_late_by_the_banks_clock() {
    let world = World::new().await;
    let receiver = Receiver::new(&world).await;
    rule(&world, "late; seconds=3600; count=1");
    completed(&world, "k-1").await;
    pass(&world, 3589).await;
    assert_eq!(receiver.told(), Vec::<String>::new());
    pass(&world, 11).await;
    assert_eq!(receiver.told(), ["p-5530218 signed"]);
}

#[tokio::test]
async fn events_come_out_of_order() {
    let world = World::new().await;
    let receiver = Receiver::new(&world).await;
    rule(&world, "out-of-order; count=1");
    completed(&world, "k-1").await;
    assert_eq!(receiver.told(), Vec::<String>::new());
    completed(&world, "k-2").await;
    assert_eq!(receiver.told(), ["p-5530219 signed", "p-5530218 signed"]);
}

#[tokio::test]
async fn an_event_states_another_time_and_is_signed_over_it() {
    let world = World::new().await;
    let receiver = Receiver::new(&world).await;
    rule(
        &world,
        "clock-skew; seconds=-3600; operation=payment.completed; count=1",
    );
    completed(&world, "k-1").await;
    let (headers, body) = receiver.got.lock().unwrap()[0].clone();
    assert!(is_signed(&receiver.secret, &headers, &body));
    let event: Value = serde_json::from_slice(&body).unwrap();
    assert!(
        event["createdAt"]
            .as_str()
            .unwrap()
            .starts_with("2026-03-02T14:05:"),
        "{event}"
    );
}
