//! Whatever goes wrong, money moves once, and what a call says of itself is true in the bank's books.

use std::collections::{BTreeMap, BTreeSet};

use citi::accounts::types::{Direction, Transaction};
use citi::core::{Date, Prepared, Retry};
use citi::payments::types::Payment;
use citi::{Error, Outcome};
use futures_util::future::join_all;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::world::{ACCOUNT, World, order};

/// What a program does.
#[derive(Clone, Debug)]
enum Deed {
    Pay {
        cents: u32,
        wire: bool,
        flaw: Flaw,
    },
    /// Of the payments made so far.
    Cancel(usize),
    Read(usize),
    Pass(u64),
}

/// Why the bank refuses a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flaw {
    None,
    Account,
    Limit,
}

/// What a call said of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    /// It was done; the payment's id.
    Done(String),
    Failed(Outcome),
}

fn said(result: Result<Payment, Error>) -> Said {
    match result {
        Ok(payment) => Said::Done(payment.payment_id),
        Err(error) => Said::Failed(error.outcome()),
    }
}

/// A payment as the program remembers it.
struct Ordered {
    reference: String,
    amount: Decimal,
    prepared: Prepared,
    said: Said,
    /// What each of its cancellations said.
    cancelled: Vec<Said>,
}

/// The faults that can meet a call.
const KINDS: [&str; 24] = [
    "rate-limited; seconds=5",
    "rate-limited; header=date; seconds=5",
    "rate-limited; header=none",
    "internal-error; booked=no",
    "internal-error; booked=yes",
    "bad-gateway; booked=no",
    "bad-gateway; booked=yes",
    "unavailable; booked=no",
    "unavailable; booked=yes; header=seconds; seconds=5",
    "slow; ms=1",
    "slow; ms=3000",
    "stalled",
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
    "clock-skew; seconds=-90",
    "clock-skew; seconds=90",
];
/// Those that can meet a token request.
const AT_TOKEN: [&str; 8] = [
    "token-endpoint-down",
    "rate-limited; seconds=5",
    "internal-error; booked=yes",
    "bad-gateway",
    "reset",
    "reset-after-booking",
    "cut-body",
    "clock-skew; seconds=-3000",
];

fn rule() -> impl Strategy<Value = String> {
    let operation = prop_oneof![
        3 => Just("; operation=createDomesticPayment"),
        1 => Just("; operation=cancelPayment"),
        2 => Just(""),
    ];
    let call = (prop::sample::select(&KINDS[..]), operation);
    let call = call.prop_map(|(kind, operation)| format!("{kind}{operation}"));
    let token = prop::sample::select(&AT_TOKEN[..]);
    let token = token.prop_map(|kind| format!("{kind}; operation=oauth2/token"));
    let when = prop_oneof![
        (1_u32..5).prop_map(|count| format!("; count={count}")),
        (1_u32..8).prop_map(|tenths| format!("; probability=0.{tenths}")),
    ];
    (prop_oneof![5 => call, 1 => token], when).prop_map(|(kind, when)| format!("{kind}{when}"))
}

fn deed() -> impl Strategy<Value = Deed> {
    let flaw = prop_oneof![6 => Just(Flaw::None), 1 => Just(Flaw::Account), 1 => Just(Flaw::Limit)];
    prop_oneof![
        6 => (1_u32..20_000, any::<bool>(), flaw)
            .prop_map(|(cents, wire, flaw)| Deed::Pay { cents, wire, flaw }),
        2 => (0_usize..20).prop_map(Deed::Cancel),
        1 => (0_usize..20).prop_map(Deed::Read),
        1 => (0_u64..300).prop_map(Deed::Pass),
    ]
}

/// A payment, kept before it is sent.
async fn prepared(world: &World, number: usize, cents: u32, wire: bool, flaw: Flaw) -> Ordered {
    let amount = match flaw {
        Flaw::Limit => Decimal::new(999_999_999_999, 2),
        _ => Decimal::new(cents.into(), 2),
    };
    let reference = format!("ref-{number}");
    let mut order = order(&amount.to_string(), &reference, wire);
    if flaw == Flaw::Account {
        order.debtor_account_id = "no-such-account".to_owned();
    }
    Ordered {
        prepared: world.prepare(order).await,
        reference,
        amount,
        said: Said::Failed(Outcome::NotSent),
        cancelled: Vec::new(),
    }
}

async fn does(world: &World, deed: &Deed, ordered: &mut Vec<Ordered>) {
    match deed {
        Deed::Pay { cents, wire, flaw } => {
            let mut one = prepared(world, ordered.len(), *cents, *wire, *flaw).await;
            one.said = said(world.resume(&one.prepared).await);
            ordered.push(one);
        }
        Deed::Cancel(index) => {
            let Some((one, id)) = done(ordered, *index) else {
                return;
            };
            let cancel = world.citi.payments().cancel_payment().payment_id(id);
            let result = cancel.send().await.map(|answer| answer.into_value());
            one.cancelled.push(said(result));
        }
        Deed::Read(index) => {
            let Some((one, id)) = done(ordered, *index) else {
                return;
            };
            let read = world.citi.payments().get_payment().payment_id(id.as_str());
            if let Ok(payment) = read.send().await {
                assert_eq!(payment.payment_id, id);
                assert_eq!(payment.amount.to_decimal().unwrap(), one.amount);
            }
        }
        Deed::Pass(seconds) => world.pass(*seconds),
    }
}

/// One of the payments that are known to be made, and its id.
fn done(ordered: &mut [Ordered], index: usize) -> Option<(&mut Ordered, String)> {
    let known = ordered.iter_mut().filter_map(|one| match &one.said {
        Said::Done(id) => Some((id.clone(), one)),
        Said::Failed(_) => None,
    });
    let mut known: Vec<_> = known.collect();
    if known.is_empty() {
        return None;
    }
    let (id, one) = known.swap_remove(index % known.len());
    Some((one, id))
}

/// What was booked on the account since the day began.
async fn booked(world: &World) -> Vec<Transaction> {
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

fn balance(world: &World) -> Decimal {
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
async fn judge(world: &World, ordered: &mut [Ordered], before: Decimal, known: BTreeSet<String>) {
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
async fn opened(seed: u64, rules: &[String]) -> (World, Decimal, BTreeSet<String>) {
    let world = World::with(seed, Retry::default()).await;
    let before = balance(&world);
    let known = booked(&world).await.into_iter().map(|it| it.transaction_id);
    let known = known.collect();
    for rule in rules {
        world.fault(rule);
    }
    (world, before, known)
}

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
