//! A payment outlives the program that ordered it.

use citi::core::{CancellationToken, Prepared};
use citi::{CallOptions, Outcome};

use crate::gateway::Gateway;
use crate::world::{World, client, order};

#[tokio::test]
async fn after_a_crash_a_prepared_payment_is_resumed_and_made_once() {
    let gateway = Gateway::default();
    let world = World::with(|connection| connection.transport(gateway.clone())).await;
    let before = world.balance().await.to_decimal().unwrap();

    // Ordered, kept, sent; the answers are lost, and the program ends.
    let row = {
        let payments = world.citi.payments();
        let pay = payments.create_domestic_payment().body(order("75.40"));
        let prepared = pay.prepare().await.unwrap();
        let row = serde_json::to_string(&prepared).unwrap();
        gateway.lose(usize::MAX);
        let error = payments
            .create_domestic_payment()
            .resume(&prepared)
            .await
            .unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        row
    };

    // Another program finds it.
    gateway.lose(0);
    let other = client(&world.sandbox, &world.application, |connection| connection);
    let prepared: Prepared = serde_json::from_str(&row).unwrap();
    let create = || other.payments().create_domestic_payment();
    let answer = create().resume(&prepared).await.unwrap();
    assert_eq!(answer.status().as_u16(), 200, "the bank knows it");
    assert_eq!(answer.amount.as_str(), "75.40");

    // Made anew of its arguments it is the same; another one is not.
    let resuming = || CallOptions::new().resuming(&prepared);
    let same = create().body(order("75.40")).with_options(resuming());
    let id = same.send().await.unwrap().into_value().payment_id;
    assert_eq!(id, answer.payment_id);
    let different = create().body(order("75.41")).with_options(resuming());
    assert!(different.send().await.unwrap_err().is_refused());
    // And it is no cancellation.
    let wrong = other.payments().cancel_payment().resume(&prepared).await;
    assert!(wrong.unwrap_err().is_refused());

    world.pass(60);
    let after = world.balance().await.to_decimal().unwrap();
    assert_eq!((before - after).to_string(), "75.40");
    world.end().await;
}

#[tokio::test]
async fn a_payment_that_is_cancelled_before_it_is_sent_is_sent_later() {
    let world = World::new().await;
    let create = || world.citi.payments().create_domestic_payment();
    let prepared = create().body(order("12.00")).prepare().await.unwrap();
    let stop = CancellationToken::new();
    stop.cancel();
    let stopped = create().with_options(CallOptions::new().cancelled_by(stop));
    let error = stopped.resume(&prepared).await.unwrap_err();
    assert!(error.is_cancelled());
    assert_eq!(error.outcome(), Outcome::NotSent);
    let answer = create().resume(&prepared).await.unwrap();
    assert_eq!(answer.status().as_u16(), 201);
    world.end().await;
}
