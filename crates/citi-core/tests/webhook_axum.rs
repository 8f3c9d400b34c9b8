//! Deliveries to an axum server, over a socket and without.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRef, State};
use axum::http::Request;
use axum::routing::post;
use citi_core::WebhookVerifier;
use citi_core::webhook::{CitiSignature, Claimed, Delivery, Receiver, Reply, Signer, WebhookError};
use futures_util::stream;
use http::HeaderMap;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower::ServiceExt as _;

const BODY: &[u8] = b"\xff not UTF-8";

/// The state of a program: a webhook beside other things.
#[derive(Clone)]
struct App {
    receiver: Receiver,
    queue: UnboundedSender<Vec<u8>>,
}

impl FromRef<App> for Receiver {
    fn from_ref(app: &App) -> Self {
        app.receiver.clone()
    }
}

async fn deliver(
    State(app): State<App>,
    delivery: Delivery<Claimed>,
) -> Result<Reply, WebhookError> {
    let delivery = delivery.read(|body| match body {
        b"no event" => Err("no event"),
        body => Ok(body.to_vec()),
    });
    let delivery = delivery.await?;
    match app.queue.send(delivery.event().clone()) {
        Ok(()) => Ok(delivery.acknowledge().await),
        Err(_) => Ok(delivery.refuse().await),
    }
}

fn app() -> (Router, UnboundedReceiver<Vec<u8>>) {
    let (queue, handled) = unbounded_channel();
    let receiver = Receiver::new(WebhookVerifier::new("s").unwrap().max_body(64));
    let router = Router::new().route("/citi", post(deliver));
    (router.with_state(App { receiver, queue }), handled)
}

fn signed(body: &[u8]) -> HeaderMap {
    let bank = Signer::new(CitiSignature::new(), "s").unwrap();
    bank.sign(body).unwrap()
}

async fn answer(app: &Router, headers: HeaderMap, body: impl Into<Body>) -> (u16, String) {
    let mut request = Request::post("/citi").body(body.into()).unwrap();
    *request.headers_mut() = headers;
    let (parts, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    let body = axum::body::to_bytes(body, 1024).await.unwrap();
    let said = format!(
        "{:?}{}",
        parts.headers,
        String::from_utf8(body.to_vec()).unwrap()
    );
    (parts.status.as_u16(), said)
}

#[tokio::test]
async fn a_delivery_is_handled_once_and_answered_in_the_same_way() {
    let (app, mut handled) = app();
    let (status, said) = answer(&app, signed(BODY), BODY).await;
    assert_eq!(status, 204);
    assert_eq!(answer(&app, signed(BODY), BODY).await, (204, said));
    assert_eq!(handled.recv().await.as_deref(), Some(BODY));
    assert!(handled.is_empty());
}

#[tokio::test]
async fn what_is_not_the_banks_is_told_nothing() {
    let (app, handled) = app();
    let mut twice = signed(BODY);
    twice.append(CitiSignature::HEADER, "0".repeat(64).parse().unwrap());
    let mut malformed = HeaderMap::new();
    malformed.insert(CitiSignature::HEADER, "sha256=1".parse().unwrap());
    let first = answer(&app, HeaderMap::new(), BODY).await;
    assert_eq!(first.0, 401);
    for (headers, body) in [(twice, BODY), (malformed, BODY), (signed(BODY), b"changed")] {
        assert_eq!(answer(&app, headers, body).await, first);
    }
    assert!(handled.is_empty());
}

#[tokio::test]
async fn the_size_is_bounded_whether_it_was_said_or_not() {
    let (app, handled) = app();
    static LONG: [u8; 65] = [b'a'; 65];
    let long = LONG;
    assert_eq!(answer(&app, signed(&long), long.to_vec()).await.0, 413);
    let pieces = stream::iter(
        LONG.chunks(5)
            .map(|piece| Ok::<_, std::io::Error>(piece.to_vec())),
    );
    assert_eq!(
        answer(&app, signed(&long), Body::from_stream(pieces))
            .await
            .0,
        413
    );
    let broken = stream::iter([Ok(vec![b'a']), Err(std::io::Error::other("cut"))]);
    assert_eq!(
        answer(&app, signed(b"a"), Body::from_stream(broken))
            .await
            .0,
        400
    );
    assert!(handled.is_empty());
    let whole = stream::iter(
        BODY.chunks(2)
            .map(|piece| Ok::<_, std::io::Error>(piece.to_vec())),
    );
    assert_eq!(
        answer(&app, signed(BODY), Body::from_stream(whole)).await.0,
        204
    );
}

#[tokio::test]
async fn what_is_not_signed_is_not_even_read() {
    let (app, _handled) = app();
    let endless = stream::pending::<Result<Vec<u8>, std::io::Error>>();
    let body = Body::from_stream(endless);
    assert_eq!(answer(&app, HeaderMap::new(), body).await.0, 401);
}

#[tokio::test]
async fn what_was_not_handled_is_taken_again() {
    let (app, handled) = app();
    for _ in 0..2 {
        assert_eq!(
            answer(&app, signed(b"no event"), b"no event".as_slice())
                .await
                .0,
            400
        );
    }
    drop(handled);
    for _ in 0..2 {
        assert_eq!(answer(&app, signed(BODY), BODY).await.0, 503);
    }
}

#[tokio::test]
async fn it_works_over_a_socket() {
    let (app, mut handled) = app();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/citi", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    let client = reqwest::Client::new();
    let send = |headers| client.post(&url).headers(headers).body(BODY).send();
    assert_eq!(send(HeaderMap::new()).await.unwrap().status(), 401);
    assert_eq!(send(signed(BODY)).await.unwrap().status(), 204);
    assert_eq!(handled.recv().await.as_deref(), Some(BODY));
}
