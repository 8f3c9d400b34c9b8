//! Values of requests that ask for faults.

use serde_json::Value;

use crate::world::{World, header};

#[tokio::test]
async fn an_id_in_a_path_asks_each_time() {
    let world = World::new().await;
    for (path, status) in [
        ("/accounts/v1/accounts/sandbox-internal-error", 500),
        (
            "/accounts/v1/accounts/sandbox-bad-gateway/transactions",
            502,
        ),
        ("/accounts/v1/customers/sandbox-unavailable/accounts", 503),
        ("/cards/v1/cards/sandbox-rate-limited", 429),
        ("/payments/v1/domestic/sandbox-internal-error", 500),
        ("/fx/v1/quotes/sandbox-internal-error", 500),
        ("/accounts/v1/accounts/sandbox-unheard-of", 400),
        ("/accounts/v1/accounts/sandbox-reset-after-booking", 400),
    ] {
        for _ in 0..2 {
            assert_eq!(
                world.get(path).send().await.unwrap().status(),
                status,
                "{path}"
            );
        }
    }
    let reset = world
        .get("/accounts/v1/accounts/sandbox-reset")
        .send()
        .await;
    assert!(reset.is_err());
    world.end();
}

#[tokio::test]
async fn a_reference_asks_once_for_a_key() {
    let world = World::new().await;
    let magic = "sandbox:reset-after-booking";
    assert!(world.pay("k-1", magic).send().await.is_err());
    let again = world.pay("k-1", magic).send().await.unwrap();
    assert_eq!(
        (again.status().as_u16(), header(&again, "x-sandbox-fault")),
        (200, "")
    );
    let paid: Value = again.json().await.unwrap();
    assert_eq!(paid["reference"], magic);
    let slow = world
        .pay("k-2", "sandbox:rate-limited;seconds=9")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (slow.status().as_u16(), header(&slow, "retry-after")),
        (429, "9")
    );
    assert_eq!(header(&slow, "x-sandbox-fault"), "value; kind=rate-limited");
    assert_eq!(world.payments().await, 1);
    world.end();
}

#[tokio::test]
async fn a_note_asks_too_and_a_typo_is_told() {
    let world = World::new().await;
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
    let cancel = |note: &str| {
        let request = world
            .client
            .post(world.url(&path))
            .bearer_auth(&world.token);
        let request = request.header("idempotency-key", "c-1");
        request.json(&serde_json::json!({ "note": note })).send()
    };
    let broken = cancel("sandbox:internal-error;booked=yes").await.unwrap();
    assert_eq!(broken.status(), 500);
    let again = cancel("sandbox:internal-error;booked=yes").await.unwrap();
    assert_eq!(again.status(), 200);
    let typo = cancel("sandbox:internal-eror").await.unwrap();
    assert_eq!(typo.status(), 400);
    let told: Value = typo.json().await.unwrap();
    assert_eq!(told["details"][0]["field"], "note");
    assert!(told["message"].as_str().unwrap().contains("internal-error"));
    world.end();
}
