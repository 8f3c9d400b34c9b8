//! An event of the bank, received and verified.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use citi::events::TypedEvent;
use citi::{Client, Webhook};
use citi_sandbox::Sandbox;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::payments::order;
use crate::stage::{Application, ensure};
use crate::teller::{Failure, Told};

/// How long a delivery may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What came, as it came.
type Raw = (HeaderMap, Bytes);

/// A delivery that was verified.
pub(crate) struct Delivery {
    webhook: Webhook,
    raw: Raw,
}

/// What the portal says of a new webhook.
#[derive(Deserialize)]
struct Registered {
    secret: String,
}

/// Registers a webhook at the portal, orders a payment, and waits for the event that it is settled.
pub(crate) async fn receive(
    sandbox: &Sandbox,
    citi: &Client,
    application: &Application,
) -> Told<Delivery> {
    let (address, mut deliveries) = listen().await?;
    let registered: Registered = reqwest::Client::new()
        .post(format!(
            "{}/portal/applications/{}/webhooks",
            sandbox.base_url(),
            application.client_id
        ))
        .basic_auth(
            &application.client_id,
            Some(application.client_secret.expose()),
        )
        .json(&serde_json::json!({ "url": address, "events": ["payment.completed"] }))
        .send()
        .await?
        .error_for_status()?
        .json()
        .await?;
    let webhook = Webhook::new(registered.secret)?;

    let payment = citi
        .payments()
        .create_domestic_payment()
        .body(order("12.34")?)
        .send()
        .await?;
    sandbox.clock().advance(Duration::from_secs(60));
    let raw = tokio::time::timeout(PATIENCE, deliveries.recv())
        .await?
        .ok_or("nothing was delivered")?;
    let TypedEvent::PaymentCompleted(event) = webhook.event(&raw.0, &raw.1)? else {
        return Err("another event came".into());
    };
    ensure!(
        event.data.payment_id == payment.payment_id,
        "an event of another payment came"
    );
    let text = format!(
        "payment.completed of {}, {} bytes, its X-Citi-Signature verified",
        event.data.payment_id,
        raw.1.len()
    );
    Ok((Delivery { webhook, raw }, text))
}

/// Changes one byte of what came: the signature does not fit any more.
pub(crate) async fn changed(delivery: Delivery) -> Told<()> {
    let (headers, body) = delivery.raw;
    for at in 0..body.len() {
        let mut changed = body.to_vec();
        if let Some(byte) = changed.get_mut(at) {
            *byte ^= 1;
        }
        ensure!(
            delivery.webhook.event(&headers, &changed).is_err(),
            "byte {at} was changed and nobody noticed"
        );
    }
    let text = format!(
        "each of the {} bytes changed in turn, each refused",
        body.len()
    );
    Ok(((), text))
}

/// A server that takes deliveries as they come.
async fn listen() -> Result<(String, mpsc::UnboundedReceiver<Raw>), Failure> {
    let (sender, deliveries) = mpsc::unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/citi", listener.local_addr()?);
    let routes = axum::Router::new()
        .route("/citi", post(take))
        .with_state(sender);
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok((address, deliveries))
}

async fn take(
    State(sender): State<mpsc::UnboundedSender<Raw>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    match sender.send((headers, body)) {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
