//! [`World`]: a bank, and those who do things to it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

use super::deed::{ACCOUNTS, CREDITORS, Deed};
use crate::bank::payment_order::Cancellation;
use crate::bank::{
    Bank, Movement, PaymentOrder, PaymentStatus, QuoteOrder, Span, Wanted, calendar,
};

const CLIENT: &str = "client-1";

/// A bank, and what those who do things to it remember.
pub(crate) struct World {
    pub(crate) bank: Bank,
    pub(super) now: Timestamp,
    pub(super) orders: Vec<(String, PaymentOrder, String)>,
    /// The ids of the pages seen, and the cursor of the next.
    seen: Vec<String>,
    cursor: Option<String>,
    /// What was in the list when it was first asked for.
    at_first: BTreeSet<String>,
    /// How payments ended.
    pub(super) ended: BTreeMap<String, PaymentStatus>,
    pub(crate) log: String,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let now = "2026-03-05T19:58:00Z".parse().unwrap();
        Self {
            bank: Bank::new(seed, now),
            now,
            orders: Vec::new(),
            seen: Vec::new(),
            cursor: None,
            at_first: BTreeSet::new(),
            ended: BTreeMap::new(),
            log: String::new(),
        }
    }

    /// The same with another bank, which is to be alike.
    pub(crate) fn with(&self, bank: Bank) -> Self {
        Self {
            bank,
            now: self.now,
            orders: self.orders.clone(),
            seen: self.seen.clone(),
            cursor: self.cursor.clone(),
            at_first: self.at_first.clone(),
            ended: self.ended.clone(),
            log: self.log.clone(),
        }
    }

    pub(crate) fn does(&mut self, deed: &Deed) {
        match deed {
            Deed::Pay {
                key,
                account,
                creditor,
                cents,
                wire,
            } => {
                let order = order(
                    &self.bank,
                    ACCOUNTS[*account],
                    CREDITORS[*creditor],
                    *cents,
                    *wire,
                );
                self.pay(format!("key-{key}"), order);
            }
            Deed::Repeat(index) if !self.orders.is_empty() => {
                let (key, order, id) = self.orders[index % self.orders.len()].clone();
                let before = self.bank.ledger();
                let made = self.bank.order_payment(CLIENT, &key, order, self.now);
                // The key may be older than a day, or have been used anew since.
                if let Ok(made) = made
                    && made.replayed
                {
                    assert_eq!(made.value.id, id);
                    assert_eq!(self.bank.ledger(), before);
                }
            }
            Deed::Cancel(index) if !self.orders.is_empty() => {
                let id = self.orders[index % self.orders.len()].2.clone();
                let key = format!("cancel-{id}");
                let given = Cancellation::default();
                let result = self.bank.cancel_payment(CLIENT, &key, &id, given, self.now);
                self.log.push_str(&format!("{result:?}\n"));
            }
            Deed::Advance(seconds) => {
                self.now += SignedDuration::from_secs(*seconds);
                self.bank.advance_to(self.now);
                self.log
                    .push_str(&format!("{:?}\n", self.bank.take_events()));
            }
            Deed::Quote(key) => {
                let text =
                    r#"{"sellCurrency":"GBP","buyCurrency":"JPY","fixedSide":"SELL","amount":5}"#;
                let order: QuoteOrder = serde_json::from_str(text).unwrap();
                let result = self
                    .bank
                    .ask_quote(CLIENT, &format!("quote-{key}"), order, self.now);
                self.log.push_str(&format!("{result:?}\n"));
            }
            Deed::Turn => self.turn(),
            Deed::Repeat(_) | Deed::Cancel(_) => {}
        }
    }

    pub(super) fn pay(&mut self, key: String, order: PaymentOrder) {
        let result = self
            .bank
            .order_payment(CLIENT, &key, order.clone(), self.now);
        self.log.push_str(&format!("{result:?}\n"));
        if let Ok(made) = result
            && !made.replayed
        {
            self.orders.push((key, order, made.value.id));
        }
    }

    /// Reads one page more of the household's transactions; the next time, the one after it.
    pub(super) fn turn(&mut self) {
        let from = "2025-12-01".parse().unwrap();
        let span = Span::new(Some(from), None, self.now).unwrap();
        if self.cursor.is_none() {
            self.seen.clear();
            self.at_first = self
                .movements()
                .map(|movement| movement.id.clone())
                .collect();
        }
        let wanted = Wanted {
            cursor: self.cursor.as_deref(),
            limit: 25,
        };
        match self
            .bank
            .list_movements(ACCOUNTS[0], span, "", wanted, self.now)
        {
            Ok(page) => {
                self.seen
                    .extend(page.items.into_iter().map(|movement| movement.id));
                let unique: BTreeSet<_> = self.seen.iter().collect();
                assert_eq!(unique.len(), self.seen.len(), "an entry came twice");
                self.cursor = page.next;
                if self.cursor.is_none() {
                    let still: BTreeSet<_> = self
                        .movements()
                        .map(|movement| movement.id.clone())
                        .collect();
                    for id in self.at_first.intersection(&still) {
                        assert!(self.seen.contains(id), "{id} was left out");
                    }
                }
            }
            Err(refusal) => {
                // Time went on between the pages.
                assert_eq!(refusal.code, "INVALID_CURSOR");
                self.cursor = None;
            }
        }
    }

    pub(super) fn movements(&self) -> impl Iterator<Item = &Movement> {
        self.bank.movements[ACCOUNTS[0]].values()
    }
}

fn order(bank: &Bank, account: &str, creditor: &str, cents: i64, wire: bool) -> PaymentOrder {
    let amount = Decimal::new(cents, 2);
    let method = if wire { "WIRE" } else { "ACH" };
    let day = calendar::day(bank.now);
    let text = format!(
        r#"{{"method":"{method}","amount":{amount},"currency":"USD","debtorAccountId":"{account}",
        "creditor":{{"name":"Harbor Supplies LLC","accountNumber":"{creditor}",
        "routingNumber":"011000015","bankName":"Example Trust Bank",
        "address":{{"line1":"12 Quay Street","city":"Boston","country":"US"}}}},
        "executionDate":"{day}"}}"#
    );
    serde_json::from_str(&text).unwrap()
}
