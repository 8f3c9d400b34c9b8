//! A payment settles in its own time.

use std::time::Duration;

use citi::core::{PollError, Polling};
use citi::payments::types::PaymentStatus;

use crate::world::{World, order};

fn quick() -> Polling {
    let moment = Duration::from_millis(1);
    Polling::new().first(moment).cap(moment)
}

#[tokio::test]
async fn a_payment_is_asked_for_until_it_is_at_its_end() {
    let world = World::new().await;
    let payments = world.citi.payments();
    let ordered = payments.create_domestic_payment().body(order("31.00"));
    let id = ordered.send().await.unwrap().into_value().payment_id;

    let mut seen = Vec::new();
    let ask = || {
        world.pass(1);
        payments.get_payment().payment_id(&id).send()
    };
    let settled = payments
        .connection()
        .poll_until(&quick(), ask, |payment| {
            seen.push(payment.status.clone());
            payment.status.is_final()
        })
        .await
        .unwrap();
    assert_eq!(settled.status, PaymentStatus::Completed);
    assert!(seen.len() > 1, "{seen:?}");
    world.end().await;
}

#[tokio::test]
async fn one_that_takes_too_long_says_how_far_it_is() {
    let world = World::new().await;
    let payments = world.citi.payments();
    let ordered = payments.create_domestic_payment().body(order("31.00"));
    let id = ordered.send().await.unwrap().into_value().payment_id;
    let polling = quick().within(Duration::from_millis(300));
    let ask = || payments.get_payment().payment_id(&id).send();
    let error = payments
        .connection()
        .poll_until(&polling, ask, |payment| payment.status.is_final())
        .await
        .unwrap_err();
    let PollError::NotYet(not_yet) = error else {
        panic!("{error}")
    };
    assert!(not_yet.asked() > 1);
    assert_eq!(not_yet.last().unwrap().status, PaymentStatus::Received);
    world.end().await;
}
