use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Caller, header, is, refusal};

const RATES: &str = "/fx/v1/rates?base=USD&terms=EUR,GBP";
const PAYMENTS: &str = "/payments/v1/domestic";

fn order() -> Value {
    json!({
        "method": "ACH", "amount": 12.5, "currency": "USD", "debtorAccountId": "123456789",
        "creditor": {"name": "Harbor Supplies LLC", "accountNumber": "9876543210", "routingNumber": "011000015"},
        "executionDate": "2026-03-04"
    })
}

#[tokio::test]
async fn a_good_call_is_answered_as_documented() {
    let caller = Caller::new().await;
    let token = caller.token("fx:read").await;
    let request = caller.get(RATES).bearer_auth(&token);
    let answer = request
        .header("x-request-id", "my-own.id_1")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(header(&answer, "x-request-id"), "my-own.id_1");
    assert_eq!(header(&answer, "ratelimit-limit"), "1000");
    assert_eq!(header(&answer, "ratelimit-remaining"), "999");
    assert_eq!(header(&answer, "date"), "Mon, 02 Mar 2026 14:00:00 GMT");
    assert_eq!(caller.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn without_a_good_token_nobody_passes() {
    let caller = Caller::new().await;
    let answer = caller.get(RATES).send().await.unwrap();
    assert_eq!(header(&answer, "www-authenticate"), "Bearer realm=\"citi\"");
    assert_eq!(header(&answer, "ratelimit-limit"), "1000");
    assert_eq!(header(&answer, "x-request-id").len(), 36);
    assert_eq!(refusal(answer).await, is(401, "TOKEN_MISSING"));
    let answer = caller.get(RATES).bearer_auth("guess").send().await.unwrap();
    assert!(header(&answer, "www-authenticate").contains("error=\"invalid_token\""));
    assert_eq!(refusal(answer).await, is(401, "TOKEN_INVALID"));
    let token = caller.token("cards:read").await;
    let answer = caller.get(RATES).bearer_auth(&token).send().await.unwrap();
    assert!(header(&answer, "www-authenticate").contains("scope=\"fx:read\""));
    assert_eq!(refusal(answer).await, is(403, "INSUFFICIENT_SCOPE"));
    assert_eq!(caller.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn unknown_paths_and_methods_are_refused_in_the_banks_shape() {
    let caller = Caller::new().await;
    let answer = caller.get("/fx/v1/nothing").send().await.unwrap();
    assert_eq!(refusal(answer).await, is(404, "NOT_FOUND"));
    let delete = caller.client.delete(caller.url(PAYMENTS));
    let answer = delete.send().await.unwrap();
    assert_eq!(header(&answer, "allow"), "GET, POST");
    assert!(!header(&answer, "x-request-id").is_empty());
    assert_eq!(refusal(answer).await, is(405, "METHOD_NOT_ALLOWED"));
}

#[tokio::test]
async fn the_limit_is_a_bucket_of_the_sandboxs_time() {
    let caller = Caller::new().await;
    let token = caller.token("").await;
    let id = &caller.application.client_id;
    caller
        .sandbox
        .set_limit(id, "fx", 2, Duration::from_secs(60));
    let call = || async { caller.get(RATES).bearer_auth(&token).send().await.unwrap() };
    for left in ["1", "0"] {
        let answer = call().await;
        assert_eq!(answer.status(), 200);
        assert_eq!(header(&answer, "ratelimit-remaining"), left);
    }
    let answer = call().await;
    assert_eq!(header(&answer, "retry-after"), "30");
    assert_eq!(header(&answer, "ratelimit-reset"), "60");
    assert_eq!(refusal(answer).await, is(429, "RATE_LIMIT_EXCEEDED"));
    let other = caller.get("/payments/v1/domestic").bearer_auth(&token);
    assert_eq!(
        header(&other.send().await.unwrap(), "ratelimit-remaining"),
        "999"
    );
    caller
        .sandbox
        .clock()
        .advance(Duration::from_millis(29_500));
    assert_eq!(header(&call().await, "retry-after"), "1");
    caller.sandbox.clock().advance(Duration::from_millis(500));
    assert_eq!(call().await.status(), 200);
    assert_eq!(caller.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn faults_of_parameters_are_named() {
    let caller = Caller::new().await;
    let token = caller.token("").await;
    let path = "/fx/v1/rates?base=usd&terms=EUR,EUR&colour=red";
    let answer = caller.get(path).bearer_auth(&token).send().await.unwrap();
    assert_eq!(answer.status(), 400);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(
        body,
        json!({"error_code": "INVALID_PARAMETER", "message": "A parameter is not valid.", "details": [
            {"field": "base", "issue": "must fit the pattern ^[A-Z]{3}$"},
            {"field": "terms", "issue": "must not hold an entry twice"},
        ]})
    );
    let odd = caller
        .get(RATES)
        .bearer_auth(&token)
        .header("x-request-id", "a b");
    let answer = odd.send().await.unwrap();
    assert_eq!(header(&answer, "x-request-id").len(), 36);
    assert_eq!(refusal(answer).await, is(400, "INVALID_PARAMETER"));
}

#[tokio::test]
async fn faults_of_bodies_are_named_and_cents_are_counted_exactly() {
    let caller = Caller::new().await;
    let token = caller.token("").await;
    let send = |body: String| {
        let request = caller.post(PAYMENTS).bearer_auth(&token);
        let request = request.header("idempotency-key", "key-1");
        request
            .header("content-type", "application/json")
            .body(body)
            .send()
    };
    let mut broken = order();
    broken["creditor"]["routingNumber"] = json!("1");
    broken.as_object_mut().unwrap().remove("currency");
    let answer = send(broken.to_string()).await.unwrap();
    assert_eq!(answer.status(), 400);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["error_code"], "INVALID_BODY");
    assert_eq!(
        body["details"][0],
        json!({"field": "currency", "issue": "is required"})
    );
    assert_eq!(body["details"][1]["field"], "creditor.routingNumber");

    let with = |amount: &str| order().to_string().replace("12.5", amount);
    for amount in ["0.001", "0.015", "1250.101"] {
        let answer = send(with(amount)).await.unwrap();
        assert_eq!(refusal(answer).await, is(400, "INVALID_BODY"), "{amount}");
    }
    for amount in ["0.07", "0.29", "1250.10", "1.1e1"] {
        let answer = send(with(amount)).await.unwrap();
        assert_ne!(answer.status(), 400, "{amount}");
    }
    assert_eq!(
        refusal(send("{".to_owned()).await.unwrap()).await,
        is(400, "INVALID_BODY")
    );
}

#[tokio::test]
async fn a_write_needs_its_key_its_type_and_a_bound() {
    let caller = Caller::new().await;
    let token = caller.token("").await;
    let post = || caller.post(PAYMENTS).bearer_auth(&token);
    let answer = post().json(&order()).send().await.unwrap();
    assert_eq!(refusal(answer).await, is(400, "IDEMPOTENCY_KEY_MISSING"));
    let keyed = || post().header("idempotency-key", "k-1");
    let answer = keyed()
        .body("{}")
        .header("content-type", "text/plain")
        .send()
        .await
        .unwrap();
    assert_eq!(refusal(answer).await, is(415, "UNSUPPORTED_MEDIA_TYPE"));
    let large = format!("{{\"reference\":\"{}\"}}", "x".repeat(1024 * 1024));
    let answer = keyed()
        .body(large)
        .header("content-type", "application/json")
        .send()
        .await;
    assert_eq!(refusal(answer.unwrap()).await, is(413, "PAYLOAD_TOO_LARGE"));
    let answer = keyed()
        .header("content-type", "application/json")
        .send()
        .await
        .unwrap();
    assert_eq!(refusal(answer).await, is(400, "INVALID_BODY"));
    assert_eq!(caller.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn requests_are_recorded_without_their_values() {
    let caller = Caller::new().await;
    let token = caller.token("").await;
    let path = "/payments/v1/domestic/no_such_5530218";
    caller.get(path).bearer_auth(&token).send().await.unwrap();
    caller
        .get("/cards/v9/4111111111111111")
        .send()
        .await
        .unwrap();
    let records = caller.sandbox.requests();
    let paths: Vec<_> = records
        .iter()
        .map(|it| (it.path.as_str(), it.status))
        .collect();
    assert_eq!(
        paths,
        [
            ("/oauth2/token", 200),
            ("/payments/v1/domestic/{paymentId}", 400),
            ("/cards/v9/***", 404),
        ]
    );
    assert_eq!(records[1].operation.as_deref(), Some("getPayment"));
    assert_eq!(
        records[1].client_id.as_ref(),
        Some(&caller.application.client_id)
    );
    assert_eq!(records[1].error_code.as_deref(), Some("INVALID_PARAMETER"));
    let all = format!("{records:?}");
    assert!(!all.contains(&token) && !all.contains("5530218") && !all.contains("4111"));
}
