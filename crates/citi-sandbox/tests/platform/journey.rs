use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Caller, header};

const PAYMENTS: &str = "/payments/v1/domestic";
const ORDER: &str = r#"{"method":"ACH","amount":1250.00,"currency":"USD","debtorAccountId":"123456789",
    "creditor":{"name":"Harbor Supplies LLC","accountNumber":"9876543210","accountType":"CHECKING",
    "routingNumber":"011000015","bankName":"Example Trust Bank"},"executionDate":"2026-03-04"}"#;

fn body(request: RequestBuilder, key: &str, text: &'static str) -> RequestBuilder {
    let request = request.header("idempotency-key", key);
    request
        .header("content-type", "application/json")
        .body(text)
}

/// Every operation, as the documents' own examples call it; answers are checked.
#[tokio::test]
async fn each_operation_answers_as_its_document_says() {
    let caller = Caller::new().await;
    let token = caller.token("").await;
    for path in [
        "/accounts/v1/customers/c-20417/accounts?limit=2",
        "/accounts/v1/accounts/123456789",
        "/accounts/v1/accounts/123456789/transactions?fromDate=2026-02-01&toDate=2026-02-28",
        "/cards/v1/customers/c-20417/cards",
        "/cards/v1/cards/card-77120",
        "/cards/v1/cards/card-77120/transactions",
        "/fx/v1/rates?base=USD&terms=EUR,GBP",
        "/payments/v1/domestic?status=RECEIVED",
    ] {
        let answer = caller.get(path).bearer_auth(&token).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
    }
    let order = || body(caller.post(PAYMENTS).bearer_auth(&token), "pay-1", ORDER);
    let made = order().send().await.unwrap();
    assert_eq!(made.status(), 201);
    let payment = header(&made, "location").to_owned();
    assert_eq!(order().send().await.unwrap().status(), 200);
    let read = caller
        .get(&payment)
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(read.status(), 200);
    let cancel = caller
        .post(&format!("{payment}/cancel"))
        .bearer_auth(&token);
    let cancelled = body(cancel, "cancel-1", r#"{"reason":"DUPLICATE"}"#)
        .send()
        .await;
    assert_eq!(cancelled.unwrap().status(), 200);
    let quote = caller.post("/fx/v1/quotes").bearer_auth(&token);
    let wanted =
        r#"{"sellCurrency":"USD","buyCurrency":"EUR","fixedSide":"SELL","amount":25000.00}"#;
    let quote = body(quote, "quote-1", wanted).send().await.unwrap();
    assert_eq!(quote.status(), 201);
    let quote = header(&quote, "location").to_owned();
    let read = caller.get(&quote).bearer_auth(&token).send().await.unwrap();
    assert_eq!(read.status(), 200);

    // Refusals of the bank itself are checked too.
    for (path, status) in [
        ("/accounts/v1/customers/c-none/accounts", 404),
        ("/payments/v1/domestic/p-none", 404),
        ("/fx/v1/quotes/q-none", 404),
        ("/cards/v1/cards/card-none", 404),
        (
            "/accounts/v1/accounts/123456789/transactions?fromDate=2026-03-02&toDate=2026-03-01",
            422,
        ),
        (
            "/accounts/v1/accounts/123456789/transactions?cursor=none",
            400,
        ),
    ] {
        let answer = caller.get(path).bearer_auth(&token).send().await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
    }
    let called: std::collections::BTreeSet<_> = caller
        .sandbox
        .requests()
        .into_iter()
        .filter_map(|it| it.operation)
        .collect();
    assert_eq!(called.len(), 13);
    caller.sandbox.settle().await;
    assert_eq!(caller.sandbox.violations(), Vec::<String>::new());
}

type Got = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// A receiver on this machine; gives its address and what arrives.
async fn receiver() -> (String, Got) {
    async fn receive(State(got): State<Got>, headers: HeaderMap, body: Bytes) {
        got.lock().unwrap().push((headers, body));
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let got = Got::default();
    let router = Router::new().fallback(receive).with_state(got.clone());
    tokio::spawn(async { axum::serve(listener, router).await });
    (url, got)
}

#[tokio::test]
async fn a_payment_settles_and_its_event_arrives_signed() {
    let caller = Caller::new().await;
    let (url, got) = receiver().await;
    let application = &caller.application;
    let hooks = format!("/portal/applications/{}/webhooks", application.client_id);
    let hook = caller
        .post(&hooks)
        .basic_auth(
            &application.client_id,
            Some(application.client_secret.expose()),
        )
        .json(&json!({"url": url, "events": ["payment.completed"]}));
    let hook: Value = hook.send().await.unwrap().json().await.unwrap();

    let token = caller.token("").await;
    let order = body(caller.post(PAYMENTS).bearer_auth(&token), "pay-1", ORDER);
    let made: Value = order.send().await.unwrap().json().await.unwrap();
    caller.sandbox.settle().await;
    assert!(got.lock().unwrap().is_empty());

    caller
        .sandbox
        .clock()
        .advance(Duration::from_secs(4 * 86_400));
    caller.sandbox.settle().await;
    let (headers, bytes) = got.lock().unwrap().pop().unwrap();
    let mut mac =
        Hmac::<Sha256>::new_from_slice(hook["secret"].as_str().unwrap().as_bytes()).unwrap();
    mac.update(&bytes);
    let signature: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect();
    assert_eq!(headers["x-citi-signature"], signature.as_str());
    assert_eq!(headers["content-type"], "application/json");
    let event: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(event["type"], "payment.completed");
    assert_eq!(event["data"]["paymentId"], made["paymentId"]);
    assert!(
        String::from_utf8(bytes.to_vec())
            .unwrap()
            .contains("\"amount\":1250.00")
    );

    let deliveries = caller.sandbox.deliveries();
    assert_eq!((deliveries.len(), deliveries[0].delivered), (1, true));
    let sums = serde_json::to_value(caller.sandbox.ledger()).unwrap();
    for (currency, sum) in sums["sums"].as_object().unwrap() {
        assert_eq!(sum.as_f64(), Some(0.0), "{currency}");
    }
    assert_eq!(caller.sandbox.violations(), Vec::<String>::new());
}

/// Months of a customer's life: whatever happens by itself is told as the document says.
#[tokio::test]
async fn whatever_happens_by_itself_is_told_as_documented() {
    let caller = Caller::new().await;
    let (url, got) = receiver().await;
    let application = &caller.application;
    let hooks = format!("/portal/applications/{}/webhooks", application.client_id);
    let hook = caller
        .post(&hooks)
        .basic_auth(
            &application.client_id,
            Some(application.client_secret.expose()),
        )
        .json(&json!({ "url": url }));
    assert_eq!(hook.send().await.unwrap().status(), 201);
    let move_on = caller
        .post("/_sandbox/clock")
        .json(&json!({"advanceSeconds": 30 * 86_400}));
    assert_eq!(move_on.send().await.unwrap().status(), 200);
    caller.sandbox.settle().await;
    assert!(got.lock().unwrap().len() > 10);
    assert_eq!(caller.sandbox.violations(), Vec::<String>::new());
}
