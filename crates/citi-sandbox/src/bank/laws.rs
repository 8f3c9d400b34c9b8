//! The laws of the bank, whatever is done to it in whatever order.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::ledger::Book;
use super::payment_order::Cancellation;
use super::{Bank, Currency, Money, Movement, Payment, PaymentOrder, PaymentStatus, QuoteOrder};
use super::{Span, Wanted};

const ACCOUNTS: [&str; 4] = ["123456789", "123456790", "123456792", "305800117"];
const CREDITORS: [&str; 4] = ["9876543210", "9876540002", "9876540003", "9876549999"];
const CLIENT: &str = "client-1";

/// Something done to the bank.
#[derive(Clone, Debug)]
enum Deed {
    Pay {
        key: u8,
        account: usize,
        creditor: usize,
        cents: i64,
        wire: bool,
    },
    /// The same order once more, with the same key.
    Repeat(usize),
    Cancel(usize),
    Advance(i64),
    Quote(u8),
    /// A page further in one list of transactions.
    Turn,
}

fn deed() -> impl Strategy<Value = Deed> {
    let pay = (
        any::<u8>(),
        0..ACCOUNTS.len(),
        0..CREDITORS.len(),
        1_i64..300_000,
        any::<bool>(),
    );
    prop_oneof![
        4 => pay.prop_map(|(key, account, creditor, cents, wire)| Deed::Pay {
            key, account, creditor, cents, wire
        }),
        2 => any::<usize>().prop_map(Deed::Repeat),
        2 => any::<usize>().prop_map(Deed::Cancel),
        3 => prop_oneof![0_i64..10, 0_i64..90_000].prop_map(Deed::Advance),
        1 => any::<u8>().prop_map(Deed::Quote),
        2 => Just(Deed::Turn),
    ]
}

/// A bank, and what those who do things to it remember.
struct World {
    bank: Bank,
    now: Timestamp,
    orders: Vec<(String, PaymentOrder, String)>,
    /// The ids of the pages seen, and the cursor of the next.
    seen: Vec<String>,
    cursor: Option<String>,
    /// What was in the list when it was first asked for.
    at_first: BTreeSet<String>,
    log: String,
}

impl World {
    fn new(seed: u64) -> Self {
        let now = "2026-03-05T19:58:00Z".parse().unwrap();
        Self {
            bank: Bank::new(seed, now),
            now,
            orders: Vec::new(),
            seen: Vec::new(),
            cursor: None,
            at_first: BTreeSet::new(),
            log: String::new(),
        }
    }

    fn does(&mut self, deed: &Deed) {
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

    fn pay(&mut self, key: String, order: PaymentOrder) {
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
    fn turn(&mut self) {
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

    fn movements(&self) -> impl Iterator<Item = &Movement> {
        self.bank.movements[ACCOUNTS[0]].values()
    }

    fn holds(&self) {
        self.money_is_conserved();
        self.balances_are_their_entries();
        for payment in self.bank.payments.values() {
            self.a_payment_moves_what_its_status_says(payment);
        }
        for account in self.bank.accounts.values() {
            let standing = self.bank.standing(account, self.now).unwrap();
            assert!(
                standing.available.minor() >= 0,
                "more was promised than there is"
            );
        }
    }

    fn money_is_conserved(&self) {
        let view = self.bank.ledger();
        for (currency, sum) in view.sums {
            assert_eq!(sum.to_decimal(), Ok(Decimal::ZERO), "{currency}");
        }
    }

    fn balances_are_their_entries(&self) {
        let mut sums: BTreeMap<(Book, Currency), i64> = BTreeMap::new();
        for entry in self.bank.ledger.entries() {
            *sums
                .entry((entry.book.clone(), entry.amount.currency()))
                .or_default() += entry.amount.minor();
        }
        for ((book, currency), sum) in sums {
            let balance = self.bank.ledger.balance(&book, currency);
            assert_eq!(balance, Money::new(sum, currency));
        }
        for (id, movements) in &self.bank.movements {
            let account = &self.bank.accounts[id];
            let book = Book::Account(id.clone());
            // The last posting's running balance is the balance.
            let last = movements.values().filter_map(|movement| movement.posting);
            if let Some(last) = last.max_by_key(|posting| posting.at) {
                let same = movements
                    .values()
                    .filter_map(|movement| movement.posting)
                    .filter(|posting| posting.at == last.at)
                    .any(|posting| {
                        posting.balance == self.bank.ledger.balance(&book, account.currency)
                    });
                assert!(same, "{id}");
            }
        }
    }

    fn a_payment_moves_what_its_status_says(&self, payment: &Payment) {
        let account = &payment.order.debtor_account_id;
        let movement = payment
            .hold
            .and_then(|hold| self.bank.movements[account].get(&hold));
        match payment.status {
            PaymentStatus::Completed => {
                let movement = movement.unwrap();
                let posting = movement.posting.unwrap();
                assert_eq!(Some(posting.at), payment.completed_at);
                let own = Book::Account(account.clone());
                let booked: Vec<_> = self
                    .bank
                    .ledger
                    .entries()
                    .iter()
                    .filter(|entry| entry.book == own && entry.at == posting.at)
                    .filter(|entry| Some(entry.amount) == payment.amount.negated())
                    .collect();
                let alike = self
                    .bank
                    .payments
                    .values()
                    .filter(|other| other.completed_at == payment.completed_at)
                    .filter(|other| other.amount == payment.amount)
                    .filter(|other| other.order.debtor_account_id == *account)
                    .count();
                assert_eq!(booked.len(), alike, "{}", payment.id);
            }
            PaymentStatus::Rejected | PaymentStatus::Cancelled => {
                assert!(movement.is_none() && payment.hold.is_none());
                assert!(payment.completed_at.is_none() && payment.reason.is_some());
            }
            _ => assert!(movement.is_none_or(|movement| movement.posting.is_none())),
        }
    }

    /// What all payments together have taken from an account.
    fn paid(&self, account: &str) -> i64 {
        self.bank
            .payments
            .values()
            .filter(|payment| payment.status == PaymentStatus::Completed)
            .filter(|payment| payment.order.debtor_account_id == account)
            .map(|payment| payment.amount.minor())
            .sum()
    }

    fn clearing(&self) -> i64 {
        self.bank
            .ledger
            .balance(&Book::Clearing, Currency::Usd)
            .minor()
    }
}

fn order(bank: &Bank, account: &str, creditor: &str, cents: i64, wire: bool) -> PaymentOrder {
    let amount = Decimal::new(cents, 2);
    let method = if wire { "WIRE" } else { "ACH" };
    let day = super::calendar::day(bank.now);
    let text = format!(
        r#"{{"method":"{method}","amount":{amount},"currency":"USD","debtorAccountId":"{account}",
        "creditor":{{"name":"Harbor Supplies LLC","accountNumber":"{creditor}",
        "routingNumber":"011000015","bankName":"Example Trust Bank",
        "address":{{"line1":"12 Quay Street","city":"Boston","country":"US"}}}},
        "executionDate":"{day}"}}"#
    );
    serde_json::from_str(&text).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_laws_hold_after_every_deed(seed: u64, deeds in proptest::collection::vec(deed(), 1..40)) {
        let mut world = World::new(seed);
        world.holds();
        let opened = world.clearing();
        for deed in &deeds {
            world.does(deed);
            world.holds();
        }
        // A week later every payment is at its end; each that was completed has moved its amount
        // once, and nothing else has moved.
        world.does(&Deed::Advance(7 * 86_400));
        world.holds();
        for payment in world.bank.payments.values() {
            prop_assert!(!payment.status.is_cancellable());
            prop_assert!(payment.status != PaymentStatus::Processing);
        }
        let paid: i64 = ACCOUNTS.iter().map(|account| world.paid(account)).sum();
        prop_assert_eq!(world.clearing() - opened, paid);
    }

    #[test]
    fn the_same_seed_and_deeds_give_the_same_bytes(seed: u64, deeds in proptest::collection::vec(deed(), 1..25)) {
        let live = |seed| {
            let mut world = World::new(seed);
            for deed in &deeds {
                world.does(deed);
            }
            (world.log, serde_json::to_string(&world.bank.ledger()).unwrap())
        };
        prop_assert_eq!(live(seed), live(seed));
    }
}
