//! Deliveries that are forged, and endpoints that look and that do not.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use citi::Webhook;
use serde::Deserialize;
use tokio::net::TcpListener;

use crate::world::World;

#[derive(Deserialize)]
struct Registered {
    secret: String,
}

/// A sandbox that forges a delivery, told to an endpoint that verifies or does not; gives the codes of what
/// the endpoint is accused of, and how many deliveries there were.
async fn after(verifies: bool) -> (Vec<&'static str>, usize) {
    async fn take(
        State(webhook): State<Option<Webhook>>,
        headers: HeaderMap,
        body: Bytes,
    ) -> StatusCode {
        match webhook.map(|webhook| webhook.event(&headers, &body)) {
            Some(Err(refused)) => refused.status(),
            _ => StatusCode::NO_CONTENT,
        }
    }
    let world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (id, secret) = (
        &world.application.client_id,
        &world.application.client_secret,
    );
    let base = world.sandbox.base_url();
    let registered: Registered = reqwest::Client::new()
        .post(format!("{base}/portal/applications/{id}/webhooks"))
        .basic_auth(id, Some(secret.expose()))
        .json(&serde_json::json!({"url": url, "events": ["payment.completed"]}))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let webhook = Webhook::new(registered.secret.as_str()).unwrap();
    let routes = axum::Router::new()
        .fallback(take)
        .with_state(verifies.then_some(webhook));
    tokio::spawn(async { axum::serve(listener, routes).await });
    world.fault("wrongly-signed; count=1");
    world.pay("12.34").await.unwrap();
    for _ in 0..2 {
        world.pass(10);
        world.sandbox.settle().await;
    }
    let codes = world
        .sandbox
        .findings()
        .into_iter()
        .map(|it| it.code.name());
    (codes.collect(), world.sandbox.deliveries().len())
}

#[tokio::test]
async fn who_verifies_refuses_the_forged_one_and_gets_the_true_one() {
    assert_eq!(after(true).await, (vec![], 2));
}

#[tokio::test]
async fn who_does_not_verify_is_told() {
    assert_eq!(after(false).await, (vec!["signature-unchecked"], 1));
}
