//! Connections that end too early: the money moves once.

use std::time::Duration;

use citi::core::Retry;
use citi::{CallOptions, IdempotencyKey, Outcome};

use crate::world::{World, client, order};

#[tokio::test]
async fn a_payment_whose_answer_was_reset_is_made_once_and_found_by_its_key() {
    let world = World::new().await;
    world.fault("reset-after-booking; operation=createDomesticPayment; count=2");
    let (paid, attempts) = world.pay("99.10").await.unwrap();
    assert_eq!(attempts, 3);
    let payments = world.payments().await;
    assert_eq!(payments.len(), 1);
    assert_eq!(payments[0].payment_id, paid.payment_id);
    world.end();
}

#[tokio::test]
async fn a_payment_that_stays_unknown_is_resumed_by_another_program() {
    let world = World::once().await;
    world.fault("reset-after-booking; operation=createDomesticPayment");
    let prepared = world.prepare(order("75.40", "resumed", true)).await;
    let error = world.resume(&prepared).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    let row = serde_json::to_string(&prepared).unwrap();

    world.sandbox.clear_faults();
    let other = client(&world.sandbox, &world.application, Retry::default());
    let prepared = serde_json::from_str(&row).unwrap();
    let answer = other.payments().create_domestic_payment().resume(&prepared);
    let answer = answer.await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.amount.as_str()),
        (200, "75.40")
    );
    assert_eq!(world.payments().await.len(), 1);
    world.end();
}

#[tokio::test]
async fn who_makes_a_new_key_pays_twice_and_is_told() {
    let world = World::once().await;
    world.fault("reset-after-booking; operation=createDomesticPayment; count=1");
    world.pay("5.00").await.unwrap_err();
    // What no program should do.
    world.pay("5.00").await.unwrap();
    assert_eq!(world.payments().await.len(), 2);
    let findings = world.sandbox.findings();
    let codes: Vec<_> = findings.iter().map(|it| it.code.name()).collect();
    assert_eq!(codes, ["write-repeated"]);
}

#[tokio::test]
async fn a_conflict_that_cannot_be_read_settles_nothing() {
    let world = World::new().await;
    let key = IdempotencyKey::new("one-intention").unwrap();
    let pay = || {
        let call = world.citi.payments().create_domestic_payment();
        call.body(order("20.00", "held", true))
            .with_idempotency_key(key.clone())
    };
    // The bank is at the first request, whose program has gone.
    world.fault("slow; ms=60000; operation=createDomesticPayment; count=1");
    let patient = CallOptions::new().attempt_timeout(Duration::from_secs(60));
    let gone = world.citi.payments().create_domestic_payment();
    let gone = gone
        .body(order("20.00", "held", true))
        .with_options(patient)
        .with_idempotency_key(key.clone())
        .send();
    // Another hears that the gateway is down, and then of a conflict, though not which.
    let other = async {
        while world.known().await == 0 {}
        world.fault("bad-gateway; operation=createDomesticPayment; count=1");
        world.fault("cut-body; operation=createDomesticPayment");
        pay().send().await.unwrap_err()
    };
    let error = tokio::select! {
        _ = gone => panic!("it is slow"),
        error = other => error,
    };
    assert_eq!(error.status().map(|it| it.as_u16()), Some(409));
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(world.payments().await.len(), 1);
}

#[tokio::test]
async fn a_cancellation_whose_answer_was_lost_is_one_all_the_same() {
    let world = World::new().await;
    let (paid, _) = world.pay("300.00").await.unwrap();
    world.fault("reset-after-booking; operation=cancelPayment; count=1");
    let cancel = world.citi.payments().cancel_payment();
    let cancelled = cancel
        .payment_id(paid.payment_id.as_str())
        .send()
        .await
        .unwrap();
    assert_eq!(cancelled.attempts(), 2);
    assert_eq!(cancelled.status.as_str(), "CANCELLED");
    world.end();
}
