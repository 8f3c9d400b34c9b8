//! What a program does by lot, and what its calls said of themselves.

use citi::core::Prepared;
use citi::payments::types::Payment;
use citi::{Error, Outcome};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::world::{World, order};

/// What a program does.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
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
pub(crate) enum Flaw {
    None,
    Account,
    Limit,
}

/// What a call said of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// It was done; the payment's id.
    Done(String),
    Failed(Outcome),
}

pub(crate) fn said(result: Result<Payment, Error>) -> Said {
    match result {
        Ok(payment) => Said::Done(payment.payment_id),
        Err(error) => Said::Failed(error.outcome()),
    }
}

/// A payment as the program remembers it.
pub(crate) struct Ordered {
    pub(crate) reference: String,
    pub(crate) amount: Decimal,
    pub(crate) prepared: Prepared,
    pub(crate) said: Said,
    /// What each of its cancellations said.
    pub(crate) cancelled: Vec<Said>,
}

pub(crate) fn deed() -> impl Strategy<Value = Deed> {
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
pub(crate) async fn prepared(
    world: &World,
    number: usize,
    cents: u32,
    wire: bool,
    flaw: Flaw,
) -> Ordered {
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

pub(crate) async fn does(world: &World, deed: &Deed, ordered: &mut Vec<Ordered>) {
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
pub(crate) fn done(ordered: &mut [Ordered], index: usize) -> Option<(&mut Ordered, String)> {
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
