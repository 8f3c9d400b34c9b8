//! `/_sandbox/faults`.

use citi_sandbox::FaultKind;
use serde_json::{Value, json};

use crate::world::{ACCOUNT, World, header};

const FAULTS: &str = "/_sandbox/faults";

async fn add(world: &World, body: Value) -> (u16, Value) {
    let answer = world
        .client
        .post(world.url(FAULTS))
        .json(&body)
        .send()
        .await
        .unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn listed(world: &World) -> Value {
    let answer = world.client.get(world.url(FAULTS)).send().await.unwrap();
    answer.json().await.unwrap()
}

#[tokio::test]
async fn rules_are_made_counted_and_taken_away() {
    let world = World::new().await;
    let id = &world.application.client_id;
    let body = json!({"kind": "rate-limited", "seconds": 3, "operation": "getAccount", "client": id, "count": 2});
    let (status, rule) = add(&world, body).await;
    assert_eq!(
        (status, &rule["id"], &rule["acted"]),
        (201, &json!("fault-1"), &json!(0))
    );
    assert_eq!(
        add(&world, json!({"kind": "reset", "probability": "0"}))
            .await
            .0,
        201
    );
    for expected in [429, 429, 200] {
        let answer = world.get(ACCOUNT).send().await.unwrap();
        assert_eq!(answer.status(), expected);
        let label = if expected == 429 {
            "fault-1; kind=rate-limited"
        } else {
            ""
        };
        assert_eq!(header(&answer, "x-sandbox-fault"), label);
    }
    let now = listed(&world).await;
    assert_eq!(
        (&now["rules"][0]["acted"], &now["rules"][0]["spent"]),
        (&json!(2), &json!(true))
    );
    assert_eq!(now["records"].as_array().unwrap().len(), 2);
    assert_eq!(now["records"][0]["operation"], "getAccount");
    assert_eq!(now["records"][0]["clientId"], json!(id));
    let delete = |path: String| world.client.delete(world.url(&path)).send();
    assert_eq!(
        delete(format!("{FAULTS}/fault-1")).await.unwrap().status(),
        204
    );
    assert_eq!(
        delete(format!("{FAULTS}/fault-1")).await.unwrap().status(),
        404
    );
    let cleared: Value = delete(FAULTS.to_owned())
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(cleared, json!({"removed": 1}));
    assert_eq!(listed(&world).await["rules"], json!([]));
    world.end();
}

#[tokio::test]
async fn what_is_no_rule_is_refused_with_its_field() {
    let world = World::new().await;
    for (body, field) in [
        (json!({}), "kind"),
        (json!({"kind": "slower"}), "kind"),
        (json!({"kind": "slow", "latency": 5}), "latency"),
        (json!({"kind": "slow", "ms": 0}), "ms"),
        (json!({"kind": "slow", "ms": [1]}), "ms"),
        (
            json!({"kind": "slow", "operation": "getrates"}),
            "operation",
        ),
        (
            json!({"kind": "late", "operation": "getRates"}),
            "operation",
        ),
        (json!({"kind": "slow", "probability": 1.5}), "probability"),
        (json!({"kind": "slow", "count": -1}), "count"),
    ] {
        let (status, refusal) = add(&world, body.clone()).await;
        assert_eq!(
            (status, &refusal["error_code"]),
            (400, &json!("INVALID_BODY")),
            "{body}"
        );
        assert_eq!(refusal["details"][0]["field"], field, "{body}");
    }
    assert!(world.sandbox.faults().is_empty());
}

#[tokio::test]
async fn a_rule_is_for_its_client_alone() {
    let world = World::new().await;
    let other = world.sandbox.register("Other");
    let body = json!({"kind": "internal-error", "client": other.client_id});
    assert_eq!(add(&world, body).await.0, 201);
    assert_eq!(world.get(ACCOUNT).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn the_faces_name_the_same_kinds() {
    let world = World::new().await;
    for kind in FaultKind::ALL {
        assert_eq!(
            add(&world, json!({"kind": kind.name()})).await.0,
            201,
            "{kind}"
        );
    }
    let rules = world.sandbox.faults();
    let kinds: Vec<_> = rules.iter().map(|rule| rule.kind).collect();
    assert_eq!(kinds, FaultKind::ALL);
}
