//! Spans arrive at a collector and metrics at Prometheus, of real calls to the bank on this machine.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use citi::{Client, Environment};
use citi_example_observe::Telemetry;
use citi_sandbox::Sandbox;

#[tokio::test(flavor = "multi_thread")]
async fn spans_and_metrics_of_a_call_arrive() {
    let got: Arc<Mutex<Vec<u8>>> = Arc::default();
    let keep = Arc::clone(&got);
    let collector = Router::new().route(
        "/v1/traces",
        post(move |body: Bytes| async move { keep.lock().unwrap().extend_from_slice(&body) }),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, collector).await });
    // The exporter's own client may not be made on a thread that waits for others.
    let telemetry = tokio::task::spawn_blocking(move || {
        Telemetry::install(&address).map_err(|error| error.to_string())
    });
    let telemetry = Arc::new(telemetry.await.unwrap().unwrap());

    let sandbox = Sandbox::builder().seed(7).start().await.unwrap();
    let application = sandbox.register("Observed");
    let bank = Client::builder(Environment::Custom(sandbox.base_url().to_owned()))
        .credentials(
            application.client_id.clone(),
            application.client_secret.clone(),
        )
        .build()
        .unwrap();
    let rates = || {
        bank.fx()
            .get_rates()
            .base("USD")
            .terms(["EUR".to_owned()])
            .send()
    };
    rates().await.unwrap();
    rates().await.unwrap();

    let metrics = telemetry.metrics().render();
    for line in [
        r#"citi_calls_total{operation="getRates",result="ok",status="2xx"} 2"#,
        r#"citi_cache_requests_total{operation="getRates",result="hit"} 1"#,
        r#"citi_token_requests_total{result="ok"} 1"#,
        "# HELP citi_call_duration_seconds",
        r#"citi_call_duration_seconds_bucket{operation="getRates",result="ok",le="#,
    ] {
        assert!(metrics.contains(line), "no {line} in\n{metrics}");
    }

    let flushing = Arc::clone(&telemetry);
    let flushed =
        tokio::task::spawn_blocking(move || flushing.flush().map_err(|error| error.to_string()));
    tokio::time::timeout(Duration::from_secs(30), flushed)
        .await
        .unwrap()
        .unwrap()
        .unwrap();
    let got = got.lock().unwrap();
    let has = |text: &str| got.windows(text.len()).any(|part| part == text.as_bytes());
    for part in [
        "payments-of-acme",
        "GET /fx/v1/rates",
        "http.response.status_code",
        "citi.operation",
    ] {
        assert!(has(part), "no {part} arrived");
    }
    assert!(!has(application.client_secret.expose()));
}
