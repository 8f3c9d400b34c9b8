//! Faults of tokens and of the address where they are had.

use citi_sandbox::{Fault, FaultKind};
use serde_json::Value;

use crate::world::{ACCOUNT, World, header};

#[tokio::test]
async fn the_endpoint_is_down_for_whom_the_rule_says() {
    let world = World::new().await;
    let id = &world.application.client_id;
    let rule = Fault::new(FaultKind::TokenEndpointDown).client(id).times(1);
    world.sandbox.fault(rule).unwrap();
    let other = world.sandbox.register("Other");
    let of_other = world.client.post(world.url("/oauth2/token")).form(&[
        ("grant_type", "client_credentials"),
        ("client_id", other.client_id.as_str()),
        ("client_secret", other.client_secret.expose()),
    ]);
    assert_eq!(of_other.send().await.unwrap().status(), 200);
    let down = world.ask_token().send().await.unwrap();
    assert_eq!(down.status(), 503);
    assert_eq!(header(&down, "content-type"), "text/html");
    assert_eq!(
        header(&down, "x-sandbox-fault"),
        "fault-1; kind=token-endpoint-down"
    );
    assert_eq!(world.ask_token().send().await.unwrap().status(), 200);
    let record = world.sandbox.requests().into_iter().rev().nth(1).unwrap();
    assert_eq!(
        record.fault.as_deref(),
        Some("fault-1; kind=token-endpoint-down")
    );
}

#[tokio::test]
async fn rules_for_operations_leave_it_alone_and_its_own_name_means_it() {
    let world = World::new().await;
    world
        .sandbox
        .fault(Fault::new(FaultKind::InternalError))
        .unwrap();
    assert_eq!(world.ask_token().send().await.unwrap().status(), 200);
    let named = Fault::rate_limited(4).operation("oauth2/token");
    world.sandbox.fault(named).unwrap();
    let limited = world.ask_token().send().await.unwrap();
    assert_eq!(
        (limited.status().as_u16(), header(&limited, "retry-after")),
        (429, "4")
    );
    let cut = world.ask_token().header("x-sandbox-fault", "cut-body");
    assert!(cut.send().await.unwrap().text().await.is_err());
    let reset = world.ask_token().header("x-sandbox-fault", "reset");
    assert!(reset.send().await.is_err());
}

#[tokio::test]
async fn tokens_are_taken_back_in_the_middle_of_things() {
    let world = World::new().await;
    let rule = Fault::new(FaultKind::TokenRevoked)
        .operation("getAccount")
        .times(1);
    world.sandbox.fault(rule).unwrap();
    let refused = world.get(ACCOUNT).send().await.unwrap();
    assert_eq!(refused.status(), 401);
    assert_eq!(
        header(&refused, "x-sandbox-fault"),
        "fault-1; kind=token-revoked"
    );
    let body: Value = refused.json().await.unwrap();
    assert_eq!(body["error_code"], "TOKEN_INVALID");
    let still = world.get(ACCOUNT).send().await.unwrap();
    assert_eq!(
        (still.status().as_u16(), header(&still, "x-sandbox-fault")),
        (401, "")
    );
    world.end();
}

#[tokio::test]
async fn a_token_can_say_another_life_than_it_has() {
    let world = World::new().await;
    let skew = world
        .ask_token()
        .header("x-sandbox-fault", "clock-skew; seconds=600");
    let skew: Value = skew.send().await.unwrap().json().await.unwrap();
    assert_eq!(skew["expires_in"], 4200);
    assert!(skew["access_token"].is_string() && skew["scope"].is_string());
}
