//! What clients are accused of.

use std::time::Duration;

use citi_sandbox::{Fault, FaultKind, Severity};
use serde_json::Value;

use crate::world::{ACCOUNT, World};

const RATES: &str = "/fx/v1/rates?base=USD&terms=EUR";

#[tokio::test]
async fn who_does_nothing_wrong_is_accused_of_nothing() {
    let world = World::new().await;
    assert_eq!(world.get(ACCOUNT).send().await.unwrap().status(), 200);
    assert_eq!(world.get(ACCOUNT).send().await.unwrap().status(), 200);
    assert_eq!(world.get(RATES).send().await.unwrap().status(), 200);
    assert_eq!(world.pay("k-1", "x").send().await.unwrap().status(), 201);
    assert_eq!(world.pay("k-1", "x").send().await.unwrap().status(), 200);
    world.sandbox.clock().advance(Duration::from_secs(30));
    assert_eq!(world.get(RATES).send().await.unwrap().status(), 200);
    assert_eq!(world.accused(), Vec::<String>::new());
}

#[tokio::test]
async fn keys_are_reused_or_missing() {
    let world = World::new().await;
    world.pay("k-1", "x").send().await.unwrap();
    for _ in 0..2 {
        assert_eq!(world.pay("k-1", "y").send().await.unwrap().status(), 409);
    }
    let bare = world.client.post(world.url(crate::world::PAYMENTS));
    let bare = bare.bearer_auth(&world.token).json(&serde_json::json!({}));
    assert_eq!(bare.send().await.unwrap().status(), 400);
    assert_eq!(
        world.accused(),
        [
            "key-reused createDomesticPayment 2",
            "key-missing createDomesticPayment 1"
        ]
    );
    let finding = &world.sandbox.findings()[0];
    assert_eq!(
        finding.client_id.as_ref(),
        Some(&world.application.client_id)
    );
    assert_eq!(finding.severity, Severity::Error);
    let text = serde_json::to_string(finding).unwrap();
    for hidden in ["123456789", "k-1", world.token.as_str()] {
        assert!(!text.contains(hidden), "{text}");
    }
}

#[tokio::test]
async fn an_unknown_payment_is_sent_again_under_another_key() {
    let world = World::new().await;
    let lost = Fault::new(FaultKind::ResetAfterBooking).operation("createDomesticPayment");
    world.sandbox.fault(lost.times(1)).unwrap();
    assert!(world.pay("k-1", "x").send().await.is_err());
    world.pay("k-2", "x").send().await.unwrap();
    assert_eq!(world.accused(), ["write-repeated createDomesticPayment 1"]);
    // The money was sent twice: the accusation is right.
    assert_eq!(world.payments().await, 2);
}

#[tokio::test]
async fn a_payment_that_failed_before_the_bank_is_unknown_to_its_client_too() {
    let world = World::new().await;
    world
        .sandbox
        .fault(Fault::new(FaultKind::BadGateway).times(2))
        .unwrap();
    assert_eq!(world.pay("k-1", "x").send().await.unwrap().status(), 502);
    assert_eq!(world.pay("k-1", "x").send().await.unwrap().status(), 502);
    assert_eq!(world.accused(), Vec::<String>::new());
    world.pay("k-2", "x").send().await.unwrap();
    assert_eq!(world.accused(), ["write-repeated createDomesticPayment 1"]);
}

#[tokio::test]
async fn nobody_comes_again_before_retry_after() {
    let world = World::new().await;
    for text in [
        "rate-limited; seconds=5; count=1",
        "rate-limited; seconds=5; header=date; count=1",
    ] {
        world.sandbox.fault(text.parse().unwrap()).unwrap();
        assert_eq!(world.asked(ACCOUNT).await, 429);
        world.sandbox.clock().advance(Duration::from_secs(4));
        world.asked(ACCOUNT).await;
        world.sandbox.clock().advance(Duration::from_secs(1));
        world.asked(ACCOUNT).await;
    }
    assert_eq!(world.accused(), ["retry-too-early getAccount 2"]);
}

#[tokio::test]
async fn the_banks_own_limit_counts_too() {
    let world = World::new().await;
    let id = &world.application.client_id;
    world
        .sandbox
        .set_limit(id, "accounts", 1, Duration::from_secs(60));
    for status in [200, 429, 429] {
        assert_eq!(world.asked(ACCOUNT).await, status);
    }
    assert_eq!(world.accused(), ["retry-too-early getAccount 1"]);
}

#[tokio::test]
async fn what_was_sent_together_is_no_retry_of_each_other() {
    let world = World::new().await;
    let id = &world.application.client_id;
    world
        .sandbox
        .set_limit(id, "accounts", 1, Duration::from_secs(60));
    let mut streams = Vec::new();
    for _ in 0..8 {
        streams.push(world.written(&format!("GET {ACCOUNT}"), "").await);
    }
    for _ in 0..8 {
        streams.push(world.written(&format!("GET {RATES}"), "").await);
    }
    let mut refused = 0;
    for stream in &mut streams {
        let mut head = [0; 12];
        tokio::io::AsyncReadExt::read_exact(stream, &mut head)
            .await
            .unwrap();
        refused += u32::from(head.ends_with(b"429"));
    }
    assert_eq!(refused, 7);
    assert_eq!(world.accused(), Vec::<String>::new());
}

#[tokio::test]
async fn what_was_refused_is_not_sent_unchanged() {
    let world = World::new().await;
    let bad = || world.asked("/accounts/v1/accounts/123456789/transactions?limit=0");
    assert_eq!(bad().await, 400);
    assert_eq!(world.accused(), Vec::<String>::new());
    assert_eq!(bad().await, 400);
    assert_eq!(
        world.accused(),
        ["refused-repeated listAccountTransactions 1"]
    );
}

#[tokio::test]
async fn a_token_is_for_more_than_one_call() {
    let world = World::new().await;
    for _ in 0..5 {
        world.get(ACCOUNT).send().await.unwrap();
        assert_eq!(world.ask_token().send().await.unwrap().status(), 200);
    }
    assert_eq!(world.accused(), ["token-per-call oauth2/token 3"]);
}

#[tokio::test]
async fn a_token_in_the_address_is_seen() {
    let world = World::new().await;
    world
        .get(&format!("{ACCOUNT}?access_token=x"))
        .send()
        .await
        .unwrap();
    assert_eq!(world.accused(), ["token-in-query getAccount 1"]);
}

#[tokio::test]
async fn a_rate_is_kept_for_its_lifetime() {
    let world = World::new().await;
    for _ in 0..3 {
        world.asked(RATES).await;
    }
    world.asked("/fx/v1/rates?base=USD&terms=GBP").await;
    assert_eq!(world.accused(), ["rate-fetched-again getRates 2"]);
    world.asked("/fx/v1/rates?terms=EUR&base=USD").await;
    assert_eq!(world.accused(), ["rate-fetched-again getRates 3"]);
}

#[tokio::test]
async fn webhooks_are_watched() {
    use axum::http::StatusCode;
    let world = World::new().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let router = axum::Router::new().fallback(|| async { StatusCode::FOUND });
    tokio::spawn(async { axum::serve(listener, router).await });
    let application = &world.application;
    let secret = application.client_secret.expose();
    let path = format!("/portal/applications/{}/webhooks", application.client_id);
    let hook = world.client.post(world.url(&path));
    let hook = hook.basic_auth(&application.client_id, Some(secret));
    let hook = hook.json(&serde_json::json!({"url": url, "events": ["payment.cancelled"]}));
    assert_eq!(hook.send().await.unwrap().status(), 201);
    let paid: Value = world
        .pay("k-1", "x")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let path = format!(
        "/payments/v1/domestic/{}/cancel",
        paid["paymentId"].as_str().unwrap()
    );
    let cancel = world
        .client
        .post(world.url(&path))
        .bearer_auth(&world.token);
    assert_eq!(
        cancel
            .header("idempotency-key", "c")
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    world.sandbox.settle().await;
    assert_eq!(world.accused(), ["webhook-redirect payment.cancelled 1"]);
}

#[tokio::test]
async fn findings_are_listed_and_forgotten_at_the_admin_api() {
    let world = World::new().await;
    world.pay("k-1", "x").send().await.unwrap();
    world.pay("k-1", "y").send().await.unwrap();
    let url = world.url("/_sandbox/findings");
    let listed: Value = world
        .client
        .get(&url)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let found = &listed["findings"][0];
    assert_eq!(
        (&found["code"], &found["severity"]),
        (&"key-reused".into(), &"error".into())
    );
    assert_eq!(
        (&found["operation"], &found["times"]),
        (&"createDomesticPayment".into(), &1.into())
    );
    assert!(
        found["remedy"]
            .as_str()
            .unwrap()
            .starts_with("Make a new key")
    );
    let cleared: Value = world
        .client
        .delete(&url)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(cleared["removed"], 1);
    assert!(world.sandbox.findings().is_empty());
}
