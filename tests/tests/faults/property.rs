//! Whatever goes wrong, money moves once, and what a call says of itself is true in the bank's books.

use futures_util::future::join_all;
use proptest::prelude::*;

use crate::books::{judge, opened};
use crate::deeds::{Flaw, deed, does, prepared, said};
use crate::rules::rule;

fn cases() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: cases.and_then(|it| it.parse().ok()).unwrap_or(8),
        failure_persistence: None,
        max_shrink_iters: 60,
        ..ProptestConfig::default()
    }
}

fn run(work: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.unwrap().block_on(work);
}

proptest! {
    #![proptest_config(cases())]

    /// One thing after another: what each call says is true, and the client is accused of nothing.
    #[test]
    fn whatever_goes_wrong_money_moves_once_and_what_is_said_is_true(
        seed in 0_u64..1000,
        rules in prop::collection::vec(rule(), 0..6),
        deeds in prop::collection::vec(deed(), 1..12),
    ) {
        run(async {
            let (world, before, known) = opened(seed, &rules).await;
            let mut ordered = Vec::new();
            for deed in &deeds {
                does(&world, deed, &mut ordered).await;
            }
            judge(&world, &mut ordered, before, known).await;
            world.end();
        });
    }

    /// All payments at once, over the same connections.
    #[test]
    fn nor_does_it_when_all_is_done_at_once(
        seed in 0_u64..1000,
        rules in prop::collection::vec(rule(), 1..6),
        amounts in prop::collection::vec(1_u32..20_000, 2..10),
    ) {
        run(async {
            let (world, before, known) = opened(seed, &rules).await;
            let all = amounts.iter().enumerate().map(|(number, cents)| {
                let world = &world;
                async move {
                    let mut one = prepared(world, number, *cents, true, Flaw::None).await;
                    one.said = said(world.resume(&one.prepared).await);
                    one
                }
            });
            let mut ordered = join_all(all).await;
            judge(&world, &mut ordered, before, known).await;
            assert_eq!(world.sandbox.violations(), Vec::<String>::new());
        });
    }
}
