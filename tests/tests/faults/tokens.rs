//! Tokens that are taken back, and an endpoint that is down.

use citi::Outcome;

use crate::world::{ACCOUNT, World};

#[tokio::test]
async fn a_token_that_is_taken_back_in_the_middle_is_renewed_unseen() {
    let world = World::new().await;
    world.fault("token-revoked; operation=createDomesticPayment; count=1");
    world.pay("10.00").await.unwrap();
    assert_eq!(world.payments().await.len(), 1);
    world.end();
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let world = World::once().await;
    world.fault("token-endpoint-down");
    let error = world.pay("10.00").await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(world.payments().await.len(), 0);
    world.end();
}

#[tokio::test]
async fn a_payment_of_which_nothing_is_known_stays_so_when_no_token_is_to_be_had() {
    let world = World::new().await;
    // The first token is good, for payments too.
    world.pay("1.00").await.unwrap();
    world.fault("bad-gateway; booked=yes; operation=createDomesticPayment; count=1");
    world.fault("token-revoked; operation=createDomesticPayment; count=1");
    world.fault("token-endpoint-down");
    let error = world.pay("10.00").await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(world.payments().await.len(), 2);
    world.end();
}

#[tokio::test]
async fn a_token_answer_that_breaks_is_asked_for_again() {
    for fault in [
        "unavailable",
        "bad-gateway",
        "cut-body",
        "reset",
        "token-endpoint-down",
    ] {
        let world = World::new().await;
        world.fault(&format!("{fault}; operation=oauth2/token; count=1"));
        let get = world.citi.accounts().get_account().account_id(ACCOUNT);
        let answer = get.send().await;
        assert_eq!(answer.unwrap().account_id, ACCOUNT, "{fault}");
        world.end();
    }
}

#[tokio::test]
async fn a_token_that_dies_sooner_than_it_says_costs_one_attempt() {
    let world = World::new().await;
    world.fault("clock-skew; seconds=7200; operation=oauth2/token; count=1");
    let get = || world.citi.accounts().get_account().account_id(ACCOUNT);
    get().send().await.unwrap();
    world.pass(4000);
    assert_eq!(get().send().await.unwrap().attempts(), 2);
    world.end();
}
