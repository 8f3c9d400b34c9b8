//! Nothing that must not show shows: not in `Debug`, not in errors, not in what the bank logs.

use std::fmt::Debug;

use crate::gateway::Gateway;
use crate::webhooks::receiver;
use crate::world::{ACCOUNT, CUSTOMER, World, order};

/// All that is shown of an error.
fn shown(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text} {cause} {cause:?}");
        source = cause.source();
    }
    text
}

#[tokio::test]
async fn no_secret_token_or_account_number_shows() {
    let gateway = Gateway::default();
    let world = World::with(|connection| connection.transport(gateway.clone())).await;
    let (webhook, mut deliveries, webhook_secret) = receiver(&world).await;
    let token = token(&world).await;
    let secret = world.application.client_secret.expose().to_owned();
    let canaries = [
        secret.as_str(),
        token.as_str(),
        webhook_secret.as_str(),
        ACCOUNT,
        "9876543210",
    ];
    assert!(canaries.iter().all(|canary| canary.len() > 8));

    let citi = &world.citi;
    let mut seen: Vec<String> = Vec::new();
    let mut see = |what: &dyn Debug| seen.push(format!("{what:?} {what:#?}"));
    see(citi);
    see(&world.application);
    see(&world.sandbox);
    see(&webhook);
    see(&order("1.00"));
    see(&citi.accounts().get_account().account_id(ACCOUNT));
    see(&citi
        .accounts()
        .list_accounts()
        .customer_id(CUSTOMER)
        .send()
        .await
        .unwrap());
    let transactions = citi
        .accounts()
        .list_account_transactions()
        .account_id(ACCOUNT);
    see(&transactions.send().await.unwrap());
    let pay = || {
        citi.payments()
            .create_domestic_payment()
            .body(order("12.34"))
    };
    see(&pay().send().await.unwrap());
    see(&citi.payments().list_payments().send().await.unwrap());
    let cards = citi.cards().list_cards().customer_id(CUSTOMER);
    see(&cards.send().await.unwrap());
    world.pass(60);
    let next = tokio::time::timeout(std::time::Duration::from_secs(10), deliveries.recv());
    let (headers, body) = next.await.unwrap().unwrap();
    see(&webhook.event(&headers, &body).unwrap());
    seen.push(shown(&webhook.event(&headers, b"{}").unwrap_err()));

    gateway.lose(usize::MAX);
    seen.push(shown(&pay().send().await.unwrap_err()));
    gateway.lose(0);
    let gone = citi.accounts().get_account().account_id("000000000");
    seen.push(shown(&gone.send().await.unwrap_err()));
    let wrong = order("99999999.00");
    seen.push(shown(
        &citi
            .payments()
            .create_domestic_payment()
            .body(wrong)
            .send()
            .await
            .unwrap_err(),
    ));
    seen.push(format!("{:?}", world.sandbox.requests()));
    seen.push(format!("{:?}", world.sandbox.deliveries()));
    let stopped = citi.clone();
    world.end().await;
    let account = stopped.accounts().get_account().account_id(ACCOUNT);
    seen.push(shown(&account.send().await.unwrap_err()));

    for canary in canaries {
        for text in &seen {
            assert!(!text.contains(canary), "{canary} shows in {text}");
        }
    }
}

/// A token of the application, as its client would get it.
async fn token(world: &World) -> String {
    let answer: serde_json::Value = reqwest::Client::new()
        .post(format!("{}/oauth2/token", world.sandbox.base_url()))
        .basic_auth(
            &world.application.client_id,
            Some(world.application.client_secret.expose()),
        )
        .form(&[("grant_type", "client_credentials")])
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    answer["access_token"].as_str().unwrap().to_owned()
}
