//! Rates are kept for as long as they may be, and nothing else is.

use citi::CallOptions;

use crate::clock::Shared;
use crate::world::{ACCOUNT, World, client};

const RATES: &str = "/fx/v1/rates";

#[tokio::test]
async fn a_rate_is_asked_for_once_in_half_a_minute() {
    let world = World::new().await;
    let rates = |terms: &str| {
        world
            .citi
            .fx()
            .get_rates()
            .base("USD")
            .terms([terms.to_owned()])
    };
    let first = rates("EUR").send().await.unwrap();
    let second = rates("EUR").send().await.unwrap();
    assert!(!first.is_from_cache() && second.is_from_cache());
    assert_eq!(
        first.rate("EUR").unwrap().mid.as_str(),
        second.rate("EUR").unwrap().mid.as_str()
    );
    assert_eq!(world.asked(RATES), 1);

    assert!(!rates("GBP").send().await.unwrap().is_from_cache());
    let fresh = rates("EUR").with_options(CallOptions::new().no_cache());
    assert!(!fresh.send().await.unwrap().is_from_cache());
    assert_eq!(world.asked(RATES), 3);
    world.accused_of(&["rate-fetched-again"]).await;
}

#[tokio::test]
async fn a_rate_grows_old() {
    let world = World::new().await;
    let clock = Shared::new(world.sandbox.clock());
    let citi = client(&world.sandbox, &world.application, |connection| {
        connection.clock(clock)
    });
    let rates = || citi.fx().get_rates().base("USD").terms(["EUR".to_owned()]);
    for (seconds, cached) in [(0, false), (29, true), (2, false), (29, true)] {
        world.pass(seconds);
        let answer = rates().send().await.unwrap();
        assert_eq!(answer.is_from_cache(), cached, "{seconds} s later");
    }
    world.end().await;
}

#[tokio::test]
async fn balances_are_never_kept() {
    let world = World::new().await;
    for _ in 0..2 {
        let account = world.citi.accounts().get_account().account_id(ACCOUNT);
        assert!(!account.send().await.unwrap().is_from_cache());
    }
    world.end().await;
}
