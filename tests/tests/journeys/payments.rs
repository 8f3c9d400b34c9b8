//! Money moves once.

use citi::payments::types::PaymentStatus;
use citi::{IdempotencyKey, Outcome};

use crate::gateway::Gateway;
use crate::world::{World, order};

#[tokio::test]
async fn a_payment_sent_twice_moves_money_once() {
    let world = World::new().await;
    let before = world.balance().await.to_decimal().unwrap();
    let key = IdempotencyKey::new("invoice-2291").unwrap();
    let mut ids = Vec::new();
    for status in [201, 200, 200] {
        let answer = world
            .citi
            .payments()
            .create_domestic_payment()
            .body(order("250.25"))
            .with_idempotency_key(key.clone())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), status);
        let replayed = answer.headers().get("idempotency-replayed");
        assert_eq!(replayed.is_some_and(|value| value == "true"), status == 200);
        ids.push(answer.into_value().payment_id);
    }
    assert_eq!((&ids[0], &ids[0]), (&ids[1], &ids[2]));
    world.pass(60);
    let after = world.balance().await.to_decimal().unwrap();
    assert_eq!((before - after).to_string(), "250.25");
    world.end().await;
}

#[tokio::test]
async fn an_answer_that_was_lost_is_asked_for_again_with_the_same_key() {
    let gateway = Gateway::default();
    let world = World::with(|connection| connection.transport(gateway.clone())).await;
    let before = world.balance().await.to_decimal().unwrap();
    gateway.lose(2);
    let answer = world
        .citi
        .payments()
        .create_domestic_payment()
        .body(order("99.10"))
        .send()
        .await
        .unwrap();
    // The first attempt made the payment; the third one heard of it.
    assert_eq!((answer.status().as_u16(), answer.attempts()), (200, 3));
    assert_eq!(gateway.writes(), 3);
    world.pass(60);
    let after = world.balance().await.to_decimal().unwrap();
    assert_eq!((before - after).to_string(), "99.10");
    world.end().await;
}

#[tokio::test]
async fn a_payment_whose_fate_is_unknown_says_so_and_can_be_sent_again() {
    let gateway = Gateway::default();
    let world = World::with(|connection| connection.transport(gateway.clone())).await;
    gateway.lose(usize::MAX);
    let pay = world
        .citi
        .payments()
        .create_domestic_payment()
        .body(order("10.00"));
    let error = pay.send().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(
        error.to_string().contains("same idempotency key"),
        "{error}"
    );

    gateway.lose(0);
    let again = world
        .citi
        .payments()
        .create_domestic_payment()
        .body(order("10.00"))
        .with_idempotency_key(error.idempotency_key().unwrap().clone())
        .send()
        .await
        .unwrap();
    assert_eq!(again.status().as_u16(), 200);
    let payments = world.citi.payments().list_payments().send().await.unwrap();
    assert_eq!(payments.payments.len(), 1);
    world.end().await;
}

#[tokio::test]
async fn a_key_is_not_for_two_payments() {
    let world = World::new().await;
    let key = IdempotencyKey::new("invoice-2291").unwrap();
    let pay = |amount| {
        let call = world.citi.payments().create_domestic_payment();
        call.body(order(amount)).with_idempotency_key(key.clone())
    };
    pay("1.00").send().await.unwrap();
    let error = pay("2.00").send().await.unwrap_err();
    assert_eq!(error.code(), Some("IDEMPOTENCY_KEY_REUSED"));
    assert_eq!(error.outcome(), Outcome::Rejected);
    world.accused_of(&["key-reused"]).await;
}

#[tokio::test]
async fn a_cancelled_payment_moves_nothing() {
    let world = World::new().await;
    let before = world.balance().await;
    let pay = world
        .citi
        .payments()
        .create_domestic_payment()
        .body(order("300.00"));
    let paid = pay.send().await.unwrap();
    let cancel = || {
        let call = world.citi.payments().cancel_payment();
        call.payment_id(paid.payment_id.as_str())
    };
    let cancelled = cancel().send().await.unwrap();
    assert_eq!(cancelled.status, PaymentStatus::Cancelled);
    world.pass(60);
    assert_eq!(world.balance().await.as_str(), before.as_str());
    let error = cancel().send().await.unwrap_err();
    assert_eq!(error.code(), Some("PAYMENT_NOT_CANCELLABLE"));
    world.end().await;
}
