//! The bank's limits.

use std::time::Duration;

use citi::core::{NoRateLimiter, Retry};

use crate::clock::Shared;
use crate::world::{ACCOUNT, World, client};

#[tokio::test]
async fn a_429_is_waited_out_and_not_a_second_longer() {
    let world = World::new().await;
    let clock = Shared::new(world.sandbox.clock());
    // With the limiter of this side there would be no 429.
    let citi = client(&world.sandbox, &world.application, |connection| {
        connection.clock(clock.clone()).rate_limiter(NoRateLimiter)
    });
    let id = &world.application.client_id;
    // One call every two seconds, two at once.
    world
        .sandbox
        .set_limit(id, "accounts", 2, Duration::from_secs(4));
    let get = || citi.accounts().get_account().account_id(ACCOUNT);
    for _ in 0..2 {
        assert_eq!(get().send().await.unwrap().attempts(), 1);
    }
    let before = world.sandbox.clock().now();
    let answer = get().send().await.unwrap();
    assert_eq!(answer.attempts(), 2);
    let waited = world.sandbox.clock().now().duration_since(before);
    assert_eq!(waited.as_secs(), 2);
    world.end().await;
}

#[tokio::test]
async fn a_client_that_reads_what_is_left_gets_no_429() {
    let world = World::new().await;
    let clock = Shared::new(world.sandbox.clock());
    let citi = client(&world.sandbox, &world.application, |connection| {
        connection.clock(clock.clone())
    });
    let id = &world.application.client_id;
    world
        .sandbox
        .set_limit(id, "accounts", 2, Duration::from_secs(4));
    let before = world.sandbox.clock().now();
    for _ in 0..6 {
        let get = citi.accounts().get_account().account_id(ACCOUNT);
        assert_eq!(get.send().await.unwrap().attempts(), 1);
    }
    // Two in each window of four seconds.
    let waited = world.sandbox.clock().now().duration_since(before);
    assert_eq!(waited.as_secs(), 8);
    world.end().await;
}

#[tokio::test]
async fn one_group_does_not_use_up_another() {
    let world =
        World::with(|connection| connection.retry(Retry::never()).rate_limiter(NoRateLimiter))
            .await;
    let id = &world.application.client_id;
    world
        .sandbox
        .set_limit(id, "cards", 1, Duration::from_secs(60));
    let card = || world.citi.cards().get_card().card_id("card-none");
    assert!(card().send().await.unwrap_err().is_not_found());
    assert!(card().send().await.unwrap_err().is_rate_limited());
    world.balance().await;
    world.end().await;
}

#[tokio::test]
async fn without_time_to_wait_a_429_is_an_error_that_says_how_long() {
    let world =
        World::with(|connection| connection.retry(Retry::never()).rate_limiter(NoRateLimiter))
            .await;
    let id = &world.application.client_id;
    world
        .sandbox
        .set_limit(id, "accounts", 1, Duration::from_secs(60));
    let get = || world.citi.accounts().get_account().account_id(ACCOUNT);
    get().send().await.unwrap();
    let error = get().send().await.unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!(error.code(), Some("RATE_LIMIT_EXCEEDED"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert_eq!(error.attempts(), 1);
    world.end().await;
}
