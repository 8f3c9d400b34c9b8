//! Two requests with the same key, the first of which is not answered yet.

use std::time::Duration;

use citi_sandbox::Sandbox;
use reqwest::{RequestBuilder, Response};
use serde_json::Value;

use crate::deeds::{PAYMENTS, builder, client, order};

struct Payer<'a> {
    sandbox: &'a Sandbox,
    token: String,
}

impl<'a> Payer<'a> {
    async fn of(sandbox: &'a Sandbox) -> Self {
        let application = sandbox.applications().remove(0);
        let answer = client()
            .post(format!("{}/oauth2/token", sandbox.base_url()))
            .basic_auth(
                &application.client_id,
                Some(application.client_secret.expose()),
            )
            .form(&[("grant_type", "client_credentials")]);
        let answer: Value = answer.send().await.unwrap().json().await.unwrap();
        let token = answer["access_token"].as_str().unwrap().to_owned();
        Self { sandbox, token }
    }

    fn pay(&self, cents: u32) -> RequestBuilder {
        client()
            .post(format!("{}{PAYMENTS}", self.sandbox.base_url()))
            .bearer_auth(&self.token)
            .header("idempotency-key", "one")
            .header("content-type", "application/json")
            .body(order(cents))
    }

    /// Waits until the bank has made the payment, though nobody was told.
    async fn until_made(&self) {
        let list = format!("{}{PAYMENTS}", self.sandbox.base_url());
        loop {
            let list = client().get(&list).bearer_auth(&self.token);
            let list: Value = list.send().await.unwrap().json().await.unwrap();
            if !list["payments"].as_array().unwrap().is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

async fn code(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    (status, body["error_code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn while_the_first_is_worked_on_the_second_is_told_so() {
    let sandbox = builder().start().await.unwrap();
    let payer = Payer::of(&sandbox).await;
    let slow = payer.pay(900).header("x-sandbox-fault", "slow; ms=500");
    let first = tokio::spawn(slow.send());
    payer.until_made().await;
    for cents in [900, 901] {
        let second = payer.pay(cents).send().await.unwrap();
        assert_eq!(code(second).await, (409, "REQUEST_IN_PROGRESS".to_owned()));
    }
    let first = first.await.unwrap().unwrap();
    assert_eq!(first.status(), 201);
    let first: Value = first.json().await.unwrap();
    let again = payer.pay(900).send().await.unwrap();
    assert_eq!(again.headers()["idempotency-replayed"], "true");
    let again: Value = again.json().await.unwrap();
    assert_eq!(again["paymentId"], first["paymentId"]);
    let other = payer.pay(901).send().await.unwrap();
    assert_eq!(
        code(other).await,
        (409, "IDEMPOTENCY_KEY_REUSED".to_owned())
    );
    assert_eq!(sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_client_that_hangs_up_gives_its_key_free() {
    let sandbox = builder().start().await.unwrap();
    let payer = Payer::of(&sandbox).await;
    let slow = payer.pay(900).header("x-sandbox-fault", "slow; ms=60000");
    let first = tokio::spawn(slow.send());
    payer.until_made().await;
    first.abort();
    let replayed = tokio::time::timeout(Duration::from_secs(10), async {
        loop {
            let again = payer.pay(900).send().await.unwrap();
            if again.status() != 409 {
                return again;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    let replayed = replayed.await.unwrap();
    assert_eq!(replayed.headers()["idempotency-replayed"], "true");
}

#[tokio::test]
async fn a_refused_write_has_no_key() {
    let sandbox = builder().start().await.unwrap();
    let payer = Payer::of(&sandbox).await;
    let refused = payer.pay(100_000_001).send().await.unwrap();
    assert_eq!(refused.status(), 422);
    assert_eq!(payer.pay(900).send().await.unwrap().status(), 201);
}
