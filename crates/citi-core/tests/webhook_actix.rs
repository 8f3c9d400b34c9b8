//! Deliveries to an actix-web application.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

use std::sync::{Arc, Mutex};

use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App, web};
use citi_core::WebhookVerifier;
use citi_core::webhook::{CitiSignature, Claimed, Delivery, Receiver, Reply, Signer, WebhookError};

const BODY: &[u8] = b"\xff not UTF-8";

type Handled = Arc<Mutex<Vec<Vec<u8>>>>;

async fn deliver(
    handled: web::Data<Handled>,
    delivery: Delivery<Claimed>,
) -> Result<Reply, WebhookError> {
    let delivery = delivery.read(|body| match body {
        b"no event" => Err("no event"),
        body => Ok(body.to_vec()),
    });
    let delivery = delivery.await?;
    handled.lock().unwrap().push(delivery.event().clone());
    Ok(delivery.acknowledge().await)
}

fn receiver() -> web::Data<Receiver> {
    let verifier = WebhookVerifier::new("s").unwrap().max_body(64);
    web::Data::new(Receiver::new(verifier))
}

fn request(headers: &http::HeaderMap, body: &[u8]) -> TestRequest {
    let request = TestRequest::post().uri("/citi").set_payload(body.to_vec());
    headers.iter().fold(request, |request, (name, value)| {
        request.append_header((name.as_str(), value.to_str().unwrap()))
    })
}

fn signed(body: &[u8]) -> http::HeaderMap {
    let bank = Signer::new(CitiSignature::new(), "s").unwrap();
    bank.sign(body).unwrap()
}

#[test]
fn deliveries_are_verified_bounded_and_handled_once() {
    actix_web::rt::System::new().block_on(async {
        let handled = Handled::default();
        let app = App::new()
            .app_data(receiver())
            .app_data(web::Data::new(Arc::clone(&handled)))
            .route("/citi", web::post().to(deliver));
        let app = init_service(app).await;
        let long = [0; 65];
        let mut twice = signed(BODY);
        twice.append(CitiSignature::HEADER, "0".repeat(64).parse().unwrap());
        for (headers, body, status, count) in [
            (http::HeaderMap::new(), BODY, 401, 0),
            (signed(b"another"), BODY, 401, 0),
            (twice, BODY, 401, 0),
            (signed(&long), &long, 413, 0),
            (signed(b"no event"), b"no event", 400, 0),
            (signed(b"no event"), b"no event", 400, 0),
            (signed(BODY), BODY, 204, 1),
            (signed(BODY), BODY, 204, 1),
        ] {
            let answer = call_service(&app, request(&headers, body).to_request()).await;
            assert_eq!(answer.status().as_u16(), status);
            assert!(read_body(answer).await.is_empty());
            assert_eq!(handled.lock().unwrap().len(), count);
        }
        assert_eq!(*handled.lock().unwrap(), [BODY]);
    });
}

#[test]
fn an_application_without_a_receiver_takes_nothing() {
    actix_web::rt::System::new().block_on(async {
        let app = App::new()
            .app_data(web::Data::new(Handled::default()))
            .route("/citi", web::post().to(deliver));
        let app = init_service(app).await;
        let answer = call_service(&app, request(&signed(BODY), BODY).to_request()).await;
        assert_eq!(answer.status().as_u16(), 503);
    });
}

#[test]
fn it_works_over_a_socket() {
    actix_web::rt::System::new().block_on(async {
        let (receiver, handled) = (receiver(), web::Data::new(Handled::default()));
        let seen = handled.clone();
        let server = actix_web::HttpServer::new(move || {
            App::new()
                .app_data(receiver.clone())
                .app_data(handled.clone())
                .route("/citi", web::post().to(deliver))
        });
        let server = server
            .workers(1)
            .disable_signals()
            .bind("127.0.0.1:0")
            .unwrap();
        let url = format!("http://{}/citi", server.addrs()[0]);
        let server = server.run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        let client = reqwest::Client::new();
        let send = |headers| client.post(&url).headers(headers).body(BODY).send();
        assert_eq!(send(http::HeaderMap::new()).await.unwrap().status(), 401);
        assert_eq!(send(signed(BODY)).await.unwrap().status(), 204);
        // What has no length is bounded as it comes.
        let pieces =
            futures_util::stream::iter([Ok::<_, std::io::Error>(vec![0; 40]), Ok(vec![0; 40])]);
        let body = reqwest::Body::wrap_stream(pieces);
        let long = client
            .post(&url)
            .headers(signed(&[0; 80]))
            .body(body)
            .send()
            .await;
        assert_eq!(long.unwrap().status(), 413);
        assert_eq!(*seen.lock().unwrap(), [BODY]);
        handle.stop(false).await;
    });
}
