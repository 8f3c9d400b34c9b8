//! What the bank tells by itself.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use citi::Webhook;
use citi::events::TypedEvent;
use citi_sandbox::Sandbox;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::world::{ACCOUNT, World, order};

type Raw = (HeaderMap, Bytes);

#[derive(Deserialize)]
struct Registered {
    secret: String,
}

/// A receiver of deliveries, registered at the portal, and its secret.
pub(crate) async fn receiver(world: &World) -> (Webhook, mpsc::UnboundedReceiver<Raw>, String) {
    async fn take(
        State(sender): State<mpsc::UnboundedSender<Raw>>,
        headers: HeaderMap,
        body: Bytes,
    ) -> StatusCode {
        sender.send((headers, body)).unwrap();
        StatusCode::NO_CONTENT
    }
    let (sender, deliveries) = mpsc::unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let routes = axum::Router::new()
        .route("/hook", post(take))
        .with_state(sender);
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let registered: Registered = reqwest::Client::new()
        .post(webhooks(&world.sandbox, &world.application.client_id))
        .basic_auth(
            &world.application.client_id,
            Some(world.application.client_secret.expose()),
        )
        .json(&serde_json::json!({ "url": url }))
        .send()
        .await
        .unwrap()
        .error_for_status()
        .unwrap()
        .json()
        .await
        .unwrap();
    let webhook = Webhook::new(registered.secret.as_str()).unwrap();
    (webhook, deliveries, registered.secret)
}

fn webhooks(sandbox: &Sandbox, client_id: &str) -> String {
    format!(
        "{}/portal/applications/{client_id}/webhooks",
        sandbox.base_url()
    )
}

#[tokio::test]
async fn a_settled_payment_is_told_and_verified() {
    let world = World::new().await;
    let (webhook, mut deliveries, _) = receiver(&world).await;
    let pay = world
        .citi
        .payments()
        .create_domestic_payment()
        .body(order("12.34"));
    let paid = pay.send().await.unwrap();
    world.pass(60);
    let (mut completed, mut posted) = (false, false);
    while !(completed && posted) {
        let next = tokio::time::timeout(Duration::from_secs(10), deliveries.recv());
        let (headers, body) = next.await.unwrap().unwrap();
        match webhook.event(&headers, &body).unwrap() {
            TypedEvent::PaymentCompleted(event) => {
                assert_eq!(event.data.payment_id, paid.payment_id);
                assert_eq!(event.data.amount.as_str(), "12.34");
                completed = true;
            }
            TypedEvent::AccountTransactionPosted(event) if event.data.account_id == ACCOUNT => {
                posted = true;
            }
            _ => {}
        }
        let mut changed = body.to_vec();
        changed[0] ^= 1;
        assert_eq!(webhook.event(&headers, &changed).unwrap_err().status(), 401);
    }
    world.end().await;
}
