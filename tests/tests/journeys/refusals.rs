//! What goes wrong is a clear, typed error.

use citi::payments::types::DomesticPaymentRequest;
use citi::{Client, Environment, Number, Outcome};

use crate::gateway::Gateway;
use crate::world::{CUSTOMER, World, order};

#[tokio::test]
async fn wrong_credentials_are_told_as_such() {
    let world = World::new().await;
    let citi = Client::builder(Environment::Custom(world.sandbox.base_url().to_owned()))
        .credentials(world.application.client_id.as_str(), "not-the-secret")
        .build()
        .unwrap();
    let pay = citi
        .payments()
        .create_domestic_payment()
        .body(order("1.00"));
    let error = pay.send().await.unwrap_err();
    assert!(error.is_token(), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(
        error.to_string().contains("client id and secret"),
        "{error}"
    );
    assert!(!format!("{error} {error:?}").contains("not-the-secret"));
    world.end().await;
}

#[tokio::test]
async fn an_unknown_customer_is_not_found() {
    let world = World::new().await;
    let list = world.citi.accounts().list_accounts().customer_id("c-0");
    let error = list.send().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.code(), Some("CUSTOMER_NOT_FOUND"));
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert!(error.request_id().is_some());
    world.end().await;
}

#[tokio::test]
async fn a_negative_amount_is_not_sent() {
    let world = World::new().await;
    let mut wrong: DomesticPaymentRequest = order("1.00");
    wrong.amount = "-1.00".parse::<Number>().unwrap();
    let pay = world.citi.payments().create_domestic_payment().body(wrong);
    let error = pay.send().await.unwrap_err();
    assert!(
        error.is_refused() && error.to_string().contains("amount"),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(world.asked("/payments/v1/domestic"), 0);
    world.end().await;
}

#[tokio::test]
async fn more_than_there_is_is_refused_by_the_bank() {
    let world = World::new().await;
    let pay = world
        .citi
        .payments()
        .create_domestic_payment()
        .body(order("1000000.00"));
    let error = pay.send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 422);
    assert_eq!(error.code(), Some("INSUFFICIENT_FUNDS"));
    assert_eq!(error.outcome(), Outcome::Rejected);
    world.end().await;
}

#[tokio::test]
async fn an_answer_beyond_the_bound_is_an_error() {
    let world = World::with(|connection| connection.max_body_bytes(500)).await;
    let list = world.citi.accounts().list_accounts().customer_id(CUSTOMER);
    let error = list.send().await.unwrap_err();
    assert!(
        error.is_decode() && error.to_string().contains("500 bytes"),
        "{error}"
    );
    world.end().await;
}

#[tokio::test]
async fn a_page_of_a_gateway_is_a_status_with_a_short_excerpt() {
    let gateway = Gateway::default();
    let world = World::with(|connection| connection.transport(gateway.clone())).await;
    gateway.lose(usize::MAX);
    let pay = world.citi.payments().create_domestic_payment();
    let error = pay.body(order("1.00")).send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 502);
    let shown = error.to_string();
    assert!(
        shown.contains("Bad Gateway") && !shown.contains('<'),
        "{shown}"
    );
    assert_eq!(error.code(), None);
    world.end().await;
}

#[tokio::test]
async fn a_closed_port_means_that_nothing_was_sent() {
    let world = World::new().await;
    let citi = world.citi.clone();
    let pay = || {
        citi.payments()
            .create_domestic_payment()
            .body(order("1.00"))
    };
    // The token that payments need is there before the bank is gone.
    pay().send().await.unwrap();
    world.end().await;
    let error = pay().send().await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
}
