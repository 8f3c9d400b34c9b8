use std::time::Duration;

use citi_sandbox::{Fault, FaultRule, FindingCode, Sandbox};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::deeds::{Caller, Deed, builder, client, deed};

#[test]
fn whatever_was_done_it_is_read_as_it_was_written() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(ProptestConfig::with_cases(10));
    let lives = proptest::collection::vec(proptest::collection::vec(deed(), 0..10), 1..4);
    let run = |lives: Vec<Vec<Deed>>| {
        runtime.block_on(async {
            let directory = tempfile::tempdir().unwrap();
            let start = || builder().data(directory.path()).start();
            let mut before = None;
            for deeds in lives {
                let sandbox = start().await.unwrap();
                if let Some(before) = &before {
                    assert_eq!(sandbox.snapshot(), *before);
                }
                let mut caller = Caller::of(&sandbox);
                caller.does(&sandbox, &Deed::Token).await;
                let middle = sandbox.snapshot();
                for (number, deed) in deeds.iter().enumerate() {
                    caller.does(&sandbox, deed).await;
                    // Another state in its place is written over all of it.
                    match number {
                        5 => sandbox.restore(&middle).unwrap(),
                        7 => sandbox.reset().unwrap(),
                        _ => {}
                    }
                }
                before = Some(sandbox.snapshot());
                // What a crash leaves holds all that was answered; this is an end.
                sandbox.shutdown().await;
            }
            let last = start().await.unwrap();
            assert_eq!(Some(last.snapshot()), before);
        });
        Ok(())
    };
    runner.run(&lives, run).unwrap();
}

#[tokio::test]
async fn time_that_was_moved_by_hand_is_on_the_disk_when_that_is_answered() {
    let directory = tempfile::tempdir().unwrap();
    let sandbox = builder().data(directory.path()).start().await.unwrap();
    let url = format!("{}/_sandbox/clock", sandbox.base_url());
    let moved = client().post(url).header("x-request-id", "mine");
    let moved = moved.json(&json!({"advanceSeconds": 1})).send();
    assert_eq!(moved.await.unwrap().status(), 200);
    let copy = tempfile::tempdir().unwrap();
    let file = "sandbox.redb";
    std::fs::copy(directory.path().join(file), copy.path().join(file)).unwrap();
    let again = builder().data(copy.path()).start().await.unwrap();
    assert_eq!(again.clock().now().to_string(), "2026-03-02T14:00:01Z");
}

/// A sandbox whose rates are down, and a client that has asked for them and used a key for two payments.
async fn judged(sandbox: &Sandbox) -> Caller {
    let url = format!("{}/_sandbox/faults", sandbox.base_url());
    let rule = json!({"kind": "unavailable", "operation": "getRates", "count": 3});
    let made = client().post(url).json(&rule).send().await.unwrap();
    assert_eq!(made.status(), 201);
    let mut caller = Caller::of(sandbox);
    caller.does(sandbox, &Deed::Token).await;
    caller.does(sandbox, &Deed::Rates).await;
    for cents in [900, 901] {
        caller.does(sandbox, &Deed::Pay { key: 1, cents }).await;
    }
    caller
}

fn acted(sandbox: &Sandbox) -> Vec<(String, u32, bool)> {
    let shown = |rule: FaultRule| (rule.id, rule.acted, rule.spent);
    sandbox.faults().into_iter().map(shown).collect()
}

fn row(number: u32, acted: u32, spent: bool) -> (String, u32, bool) {
    (format!("fault-{number}"), acted, spent)
}

#[tokio::test]
async fn rules_with_their_counts_and_findings_survive_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let start = || builder().data(directory.path()).start();
    let sandbox = start().await.unwrap();
    let caller = judged(&sandbox).await;
    let findings = sandbox.findings();
    let codes: Vec<_> = findings.iter().map(|it| it.code).collect();
    assert!(codes.contains(&FindingCode::KeyReused), "{codes:?}");
    let records = sandbox.fault_records();
    assert_eq!(
        (acted(&sandbox), records.len()),
        (vec![row(1, 1, false)], 1)
    );
    sandbox.shutdown().await;

    let sandbox = start().await.unwrap();
    assert_eq!(sandbox.findings(), findings);
    assert_eq!(sandbox.fault_records(), records);
    let mut caller = caller.at(&sandbox);
    for _ in 0..3 {
        caller.does(&sandbox, &Deed::Rates).await;
    }
    assert_eq!(caller.log.matches("503 ").count(), 2, "{}", caller.log);
    assert_eq!(acted(&sandbox), [row(1, 3, true)]);
    // The same thing once more is counted with what was found before.
    caller
        .does(&sandbox, &Deed::Pay { key: 1, cents: 902 })
        .await;
    let reused = |sandbox: &Sandbox| {
        let all = sandbox.findings();
        let reused = all.iter().find(|it| it.code == FindingCode::KeyReused);
        reused.map(|it| it.times)
    };
    assert_eq!(reused(&sandbox), Some(2));
    sandbox.shutdown().await;
    let sandbox = start().await.unwrap();
    assert_eq!(
        (reused(&sandbox), acted(&sandbox)),
        (Some(2), vec![row(1, 3, true)])
    );
}

#[tokio::test]
async fn an_image_holds_them_and_a_reset_goes_back_to_the_start() {
    let given: Fault = "slow; ms=1; operation=getCard; count=2".parse().unwrap();
    let sandbox = builder().fault(given.clone()).start().await.unwrap();
    let mut caller = judged(&sandbox).await;
    let (findings, rules) = (sandbox.findings(), sandbox.faults());
    assert_eq!(acted(&sandbox), [row(1, 0, false), row(2, 1, false)]);
    let image = sandbox.snapshot();

    caller.does(&sandbox, &Deed::Rates).await;
    caller.does(&sandbox, &Deed::Pay { key: 1, cents: 7 }).await;
    sandbox.clear_faults();
    assert_ne!(sandbox.findings(), findings);
    let text = image.to_string();
    sandbox.restore(&text.parse().unwrap()).unwrap();
    assert_eq!((sandbox.findings(), sandbox.faults()), (findings, rules));

    // What is told of a finding follows from its code.
    let other = text.replace(FindingCode::KeyReused.text(), "It is the bank's fault.");
    assert_ne!(other, text);
    sandbox.restore(&other.parse().unwrap()).unwrap();
    let told = sandbox.findings();
    assert!(!told.is_empty() && told.iter().all(|it| it.text == it.code.text()));

    sandbox.remove_fault("fault-1");
    sandbox.clock().advance(Duration::from_secs(60));
    sandbox.reset().unwrap();
    assert!(sandbox.findings().is_empty());
    assert_eq!(acted(&sandbox), [row(1, 0, false)]);
    assert_eq!(sandbox.faults()[0].fault, given);
}
