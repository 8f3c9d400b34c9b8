//! Tokens come and go, and no call notices.

use citi::Outcome;

use crate::gateway::Gateway;
use crate::world::{ACCOUNT, World};

const TOKEN: &str = "/oauth2/token";

#[tokio::test]
async fn many_callers_one_token() {
    let world = World::new().await;
    let calls = (0..50).map(|_| {
        world
            .citi
            .accounts()
            .get_account()
            .account_id(ACCOUNT)
            .send()
    });
    for answer in futures_util::future::join_all(calls).await {
        answer.unwrap();
    }
    assert_eq!(world.asked(TOKEN), 1);
    world.end().await;
}

#[tokio::test]
async fn a_token_that_the_bank_let_expire_is_renewed_once() {
    let world = World::new().await;
    world.balance().await;
    world.pass(61 * 60);
    let calls = (0..20).map(|_| {
        world
            .citi
            .accounts()
            .get_account()
            .account_id(ACCOUNT)
            .send()
    });
    for answer in futures_util::future::join_all(calls).await {
        answer.unwrap();
    }
    assert_eq!(world.asked(TOKEN), 2);
    world.end().await;
}

#[tokio::test]
async fn a_token_that_was_revoked_is_renewed_too() {
    let world = World::new().await;
    world.balance().await;
    world.sandbox.revoke_tokens(&world.application.client_id);
    world.balance().await;
    assert_eq!(world.asked(TOKEN), 2);
    world.end().await;
}

#[tokio::test]
async fn a_revoked_token_given_by_hand_is_an_error_that_says_so() {
    let world = World::new().await;
    let connection = citi::core::Connection::builder(world.sandbox.base_url())
        .bearer_token("revoked-long-ago")
        .build()
        .unwrap();
    let citi = citi::Client::new(connection).unwrap();
    let account = citi.accounts().get_account().account_id(ACCOUNT);
    let error = account.send().await.unwrap_err();
    assert!(error.is_auth(), "{error}");
    assert_eq!(error.code(), Some("TOKEN_INVALID"));
    assert_eq!(error.outcome(), Outcome::Rejected);
    world.end().await;
}

#[tokio::test]
async fn a_scope_that_was_not_asked_for_is_refused() {
    let world = World::new().await;
    let citi = citi::Client::builder(citi::Environment::Custom(
        world.sandbox.base_url().to_owned(),
    ))
    .credentials(
        world.application.client_id.as_str(),
        world.application.client_secret.clone(),
    )
    .scopes(["cards:read"])
    .build()
    .unwrap();
    let account = citi.accounts().get_account().account_id(ACCOUNT);
    let error = account.send().await.unwrap_err();
    assert!(error.is_auth());
    assert_eq!(error.code(), Some("INSUFFICIENT_SCOPE"));
    world.end().await;
}

#[tokio::test]
async fn a_client_asks_for_the_scopes_of_what_it_calls_and_no_more() {
    let gateway = Gateway::default();
    let world = World::with(|connection| connection.transport(gateway.clone())).await;
    let citi = &world.citi;
    for terms in ["EUR", "GBP"] {
        let rates = citi.fx().get_rates().base("USD").terms([terms.to_owned()]);
        rates.send().await.unwrap();
    }
    assert_eq!(gateway.scopes(), ["fx:read"]);

    // Many first calls of another API, and both go on with the token that is good for both.
    let calls = (0..20).map(|_| citi.accounts().get_account().account_id(ACCOUNT).send());
    for answer in futures_util::future::join_all(calls).await {
        assert_eq!(answer.unwrap().attempts(), 1);
    }
    let rates = citi.fx().get_rates().base("USD").terms(["JPY".to_owned()]);
    rates.send().await.unwrap();
    assert_eq!(gateway.scopes(), ["fx:read", "accounts:read fx:read"]);
    assert_eq!(world.asked(TOKEN), 2);
    world.end().await;
}

#[tokio::test]
async fn a_client_secret_of_a_source_is_read_anew_for_each_token() {
    let world = World::new().await;
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("journey-client-secret");
    std::fs::write(&file, "wrong").unwrap();
    let citi = citi::Client::builder(citi::Environment::Custom(
        world.sandbox.base_url().to_owned(),
    ))
    .credentials_from_source(
        world.application.client_id.as_str(),
        citi::core::FileSecret::new(&file),
    )
    .build()
    .unwrap();
    let account = || citi.accounts().get_account().account_id(ACCOUNT).send();
    let error = account().await.unwrap_err();
    assert!(error.is_token(), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    std::fs::write(&file, world.application.client_secret.expose()).unwrap();
    account().await.unwrap();
    std::fs::remove_file(&file).unwrap();
    world.end().await;
}
