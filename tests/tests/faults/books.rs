//! The bank's books, and what was said held against them.

use std::collections::{BTreeMap, BTreeSet};

use citi::Outcome;
use citi::accounts::types::{Direction, Transaction};
use citi::core::{Date, Retry};
use citi::payments::types::Payment;
use rust_decimal::Decimal;

use crate::deeds::{Ordered, Said, said};
use crate::world::{ACCOUNT, World};

/// What was booked on the account since the day began.
pub(crate) async fn booked(world: &World) -> Vec<Transaction> {
    let list = world.citi.accounts().list_account_transactions();
    let list = list
        .account_id(ACCOUNT)
        .from_date(Date::try_from("2026-03-02").unwrap())
        .limit(200);
    let page = list.send().await.unwrap().into_value();
    assert!(page.page.next_cursor.is_none());
    let posted = page.transactions.into_iter();
    posted.filter(|it| it.posted_at.is_some()).collect()
}

pub(crate) fn balance(world: &World) -> Decimal {
    let ledger = world.sandbox.ledger();
    for sum in ledger.sums.values() {
        assert_eq!(
            sum.to_decimal().unwrap(),
            Decimal::ZERO,
            "money is conserved"
        );
    }
    ledger.balances[ACCOUNT].amount.to_decimal().unwrap()
}

/// When nothing goes wrong any more: what is unknown is settled, all that is on its way arrives, and then
/// everything that was said is held against the books.
pub(crate) async fn judge(
    world: &World,
    ordered: &mut [Ordered],
    before: Decimal,
    known: BTreeSet<String>,
) {
    world.sandbox.clear_faults();
    // As long as anybody was asked to wait.
    world.pass(60);
    let mut told = Vec::new();
    for one in ordered.iter_mut() {
        told.push(one.said.clone());
        if one.said == Said::Failed(Outcome::Unknown) {
            one.said = said(world.resume(&one.prepared).await);
            assert_ne!(
                one.said,
                Said::Failed(Outcome::Unknown),
                "the bank settles it"
            );
        }
    }
    world.pass(5 * 86_400);
    let mut payments: BTreeMap<String, Vec<Payment>> = BTreeMap::new();
    for payment in world.payments().await {
        let reference = payment.reference.clone().unwrap();
        payments.entry(reference).or_default().push(payment);
    }
    let new = booked(world).await.into_iter();
    let new: Vec<_> = new
        .filter(|it| !known.contains(&it.transaction_id))
        .collect();
    for (one, told) in ordered.iter().zip(told) {
        let Ordered {
            reference, said, ..
        } = one;
        let made = payments.remove(reference).unwrap_or_default();
        let debits = new
            .iter()
            .filter(|it| it.reference.as_deref() == Some(reference));
        let debits: Vec<_> = debits.collect();
        let Said::Done(id) = said else {
            assert!(
                made.is_empty() && debits.is_empty(),
                "{reference} said {told:?} and {said:?}"
            );
            continue;
        };
        let [payment] = made.as_slice() else {
            panic!(
                "{reference} said {told:?} and is there {} times",
                made.len()
            );
        };
        assert_eq!(&payment.payment_id, id, "{reference}");
        let yes = one.cancelled.iter().any(|it| matches!(it, Said::Done(_)));
        let perhaps = one.cancelled.contains(&Said::Failed(Outcome::Unknown));
        match payment.status.as_str() {
            "CANCELLED" => assert!((yes || perhaps) && debits.is_empty(), "{reference}"),
            "COMPLETED" => {
                assert!(!yes, "{reference} was cancelled");
                assert_eq!(debits.len(), 1, "{reference} is booked once");
                assert_eq!(debits[0].direction, Direction::Debit);
                assert_eq!(debits[0].amount.to_decimal().unwrap(), one.amount);
            }
            other => panic!("{reference} ended {other}"),
        }
    }
    assert!(payments.is_empty(), "nobody ordered these: {payments:?}");
    let moved: Decimal = new
        .iter()
        .map(|it| {
            let amount = it.amount.to_decimal().unwrap();
            if it.direction == Direction::Debit {
                -amount
            } else {
                amount
            }
        })
        .sum();
    assert_eq!(
        balance(world) - before,
        moved,
        "the balance is what was booked"
    );
}

/// The state of things before anything goes wrong.
pub(crate) async fn opened(seed: u64, rules: &[String]) -> (World, Decimal, BTreeSet<String>) {
    let world = World::with(seed, Retry::default()).await;
    let before = balance(&world);
    let known = booked(&world).await.into_iter().map(|it| it.transaction_id);
    let known = known.collect();
    for rule in rules {
        world.fault(rule);
    }
    (world, before, known)
}
