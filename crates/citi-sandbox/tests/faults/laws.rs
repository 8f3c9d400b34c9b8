//! Laws of the bank that hold whatever goes wrong, for a client that sends everything again and again.

use citi_sandbox::Fault;
use proptest::prelude::*;
use reqwest::StatusCode;
use serde_json::Value;

use crate::world::{PAYMENTS, World};

const KINDS: [&str; 17] = [
    "rate-limited; header=none",
    "internal-error",
    "internal-error; booked=yes",
    "bad-gateway; booked=yes",
    "unavailable; booked=yes",
    "slow; ms=3",
    "stalled; seconds=1",
    "reset",
    "reset-after-booking",
    "cut-body",
    "cut-body; form=chunked",
    "broken-json",
    "wrong-content-type",
    "new-enum-value",
    "new-field",
    "long-string",
    "token-revoked",
];

fn rules() -> impl Strategy<Value = Vec<String>> {
    let rule = (prop::sample::select(&KINDS[..]), 1_u32..10);
    let rule = rule.prop_map(|(kind, tenths)| format!("{kind}; probability=0.{tenths}"));
    prop::collection::vec(rule, 1..5)
}

/// Sends a payment several times at once under one key; gives the statuses that came.
async fn hammered(world: &World, key: &str, times: usize) -> Vec<StatusCode> {
    let sent = (0..times).map(|_| {
        let pay = world
            .pay(key, key)
            .timeout(std::time::Duration::from_millis(300));
        tokio::spawn(async move { pay.send().await.map(|answer| answer.status()) })
    });
    let sent: Vec<_> = sent.collect();
    let mut statuses = Vec::new();
    for one in sent {
        statuses.extend(one.await.unwrap().ok());
    }
    statuses
}

/// The references of all payments, when nothing goes wrong any more.
async fn references(world: &mut World) -> Vec<String> {
    world.sandbox.clear_faults();
    let answer = world.ask_token().send().await.unwrap();
    let token: Value = answer.json().await.unwrap();
    world.token = token["access_token"].as_str().unwrap().to_owned();
    let list = world
        .get(&format!("{PAYMENTS}?limit=200"))
        .send()
        .await
        .unwrap();
    let list: Value = list.json().await.unwrap();
    let payments = list["payments"].as_array().unwrap().iter();
    payments
        .map(|it| it["reference"].as_str().unwrap().to_owned())
        .collect()
}

fn conserved(world: &World) {
    for (currency, sum) in world.sandbox.ledger().sums {
        assert!(sum.to_decimal().unwrap().is_zero(), "{currency}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, max_shrink_iters: 30, ..ProptestConfig::default() })]

    #[test]
    fn a_key_books_once_and_money_is_conserved(rules in rules(), keys in 1_usize..6, times in 1_usize..5) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let mut world = World::new().await;
            for rule in &rules {
                world.sandbox.fault(rule.parse::<Fault>().unwrap()).unwrap();
            }
            let mut good = Vec::new();
            for number in 0..keys {
                let key = format!("key-{number}");
                let statuses = hammered(&world, &key, times).await;
                if statuses.iter().any(StatusCode::is_success) {
                    good.push(key);
                }
            }
            let made = references(&mut world).await;
            for key in 0..keys {
                let key = format!("key-{key}");
                let count = made.iter().filter(|it| **it == key).count();
                assert!(count <= 1, "{key} is there {count} times");
                assert!(count == 1 || !good.contains(&key), "{key} was said to be made");
            }
            conserved(&world);
            world.sandbox.clock().advance(std::time::Duration::from_secs(5 * 86_400));
            conserved(&world);
            world.end();
        });
    }
}
