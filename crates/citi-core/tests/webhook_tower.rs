//! Deliveries through a tower layer, to a plain service and to a router.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes};
use axum::routing::post;
use axum::{Extension, Router};
use citi_core::WebhookVerifier;
use citi_core::webhook::{CitiSignature, DeliveryId, Receiver, Signer, WebhookLayer};
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use tower::{Layer as _, ServiceExt as _, service_fn};

const BODY: &[u8] = b"{\"id\":\"evt-1\"}";

fn layer() -> WebhookLayer {
    let verifier = WebhookVerifier::new("s").unwrap().max_body(64);
    WebhookLayer::new(Receiver::new(verifier))
}

fn request<B: From<&'static [u8]>>(headers: HeaderMap, body: &'static [u8]) -> Request<B> {
    let mut request = Request::post("/citi").body(B::from(body)).unwrap();
    *request.headers_mut() = headers;
    request
}

fn signed(body: &[u8]) -> HeaderMap {
    let bank = Signer::new(CitiSignature::new(), "s").unwrap();
    bank.sign(body).unwrap()
}

/// What the service behind the layer is told to answer, and what it saw.
#[derive(Clone, Default)]
struct Inner {
    answers: Arc<Mutex<Vec<Result<u16, &'static str>>>>,
    seen: Arc<Mutex<Vec<Bytes>>>,
}

impl Inner {
    fn answering(answers: impl IntoIterator<Item = Result<u16, &'static str>>) -> Self {
        let mut answers: Vec<_> = answers.into_iter().collect();
        answers.reverse();
        Self {
            answers: Arc::new(Mutex::new(answers)),
            ..Self::default()
        }
    }

    async fn take(
        self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Full<Bytes>>, &'static str> {
        assert!(request.extensions().get::<DeliveryId>().is_some());
        let body = request.into_body().collect().await.unwrap().to_bytes();
        self.seen.lock().unwrap().push(body);
        let status = self.answers.lock().unwrap().pop().unwrap()?;
        let mut response = Response::new(Full::from("said by the service"));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        Ok(response)
    }
}

#[tokio::test]
async fn the_service_decides_whether_it_was_handled() {
    let inner = Inner::answering([Ok(500), Err("fell over"), Ok(200)]);
    let (layer, behind) = (layer(), inner.clone());
    let send = || {
        let behind = behind.clone();
        let service = layer.layer(service_fn(move |request| behind.clone().take(request)));
        service.oneshot(request(signed(BODY), BODY))
    };
    assert_eq!(send().await.unwrap().status(), 500);
    assert_eq!(send().await.unwrap_err(), "fell over");
    let taken = send().await.unwrap();
    assert_eq!(taken.status(), 200);
    let said = taken.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(said, "said by the service");
    // Handled: it does not come to the service any more.
    assert_eq!(send().await.unwrap().status(), 204);
    assert_eq!(*inner.seen.lock().unwrap(), [BODY; 3]);
}

#[tokio::test]
async fn nothing_else_comes_to_the_service() {
    let inner = Inner::default();
    let (layer, behind) = (layer(), inner.clone());
    for (headers, body, status) in [
        (HeaderMap::new(), BODY, 401),
        (signed(b"another"), BODY, 401),
        (signed(&[0; 65]), [0; 65].as_slice(), 413),
    ] {
        let behind = behind.clone();
        let service = layer.layer(service_fn(move |request| behind.clone().take(request)));
        let answer = service.oneshot(request(headers, body)).await.unwrap();
        assert_eq!(answer.status(), status);
        let said = answer.into_body().collect().await.unwrap().to_bytes();
        assert!(said.is_empty());
    }
    assert!(inner.seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_router_stands_behind_it() {
    async fn deliver(Extension(id): Extension<DeliveryId>, body: String) -> (StatusCode, String) {
        assert_eq!(body.as_bytes(), BODY);
        (StatusCode::ACCEPTED, id.to_string())
    }
    let app = Router::new().route("/citi", post(deliver)).layer(layer());
    let answer = app
        .clone()
        .oneshot(request::<Body>(HeaderMap::new(), BODY))
        .await;
    assert_eq!(answer.unwrap().status(), 401);
    let answer = app
        .clone()
        .oneshot(request::<Body>(signed(BODY), BODY))
        .await
        .unwrap();
    assert_eq!(answer.status(), 202);
    let id = answer.into_body().collect().await.unwrap().to_bytes();
    assert!(id.starts_with(b"sha256:"));
    let again = app
        .oneshot(request::<Body>(signed(BODY), BODY))
        .await
        .unwrap();
    assert_eq!(again.status(), 204);
}
