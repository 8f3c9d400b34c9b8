//! What must hold at any time.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::world::World;
use crate::bank::ledger::Book;
use crate::bank::{Currency, Money, Movement, Payment, PaymentStatus};

impl World {
    pub(crate) fn holds(&mut self) {
        self.money_is_conserved();
        self.balances_are_their_entries();
        for payment in self.bank.payments.values() {
            self.a_payment_moves_what_its_status_says(payment);
        }
        self.an_end_is_an_end();
        for account in self.bank.accounts.values() {
            let standing = self.bank.standing(account, self.now).unwrap();
            assert!(
                standing.available.minor() >= 0,
                "more was promised than there is"
            );
        }
    }

    /// A payment that was completed, rejected or cancelled stays so.
    fn an_end_is_an_end(&mut self) {
        for payment in self.bank.payments.values() {
            let (id, status) = (payment.id.clone(), payment.status);
            if status.is_cancellable() || status == PaymentStatus::Processing {
                assert!(!self.ended.contains_key(&id));
            } else {
                assert_eq!(*self.ended.entry(id).or_insert(status), status);
            }
        }
    }

    pub(super) fn money_is_conserved(&self) {
        let view = self.bank.ledger();
        for (currency, sum) in view.sums {
            assert_eq!(sum.to_decimal(), Ok(Decimal::ZERO), "{currency}");
        }
    }

    pub(super) fn balances_are_their_entries(&self) {
        let mut sums: BTreeMap<(Book, Currency), i64> = BTreeMap::new();
        for entry in self.bank.ledger.entries().iter() {
            *sums
                .entry((entry.book.clone(), entry.amount.currency()))
                .or_default() += entry.amount.minor();
        }
        for ((book, currency), sum) in sums {
            let balance = self.bank.ledger.balance(&book, currency);
            assert_eq!(balance, Money::new(sum, currency));
        }
        for (id, movements) in self.bank.movements.iter() {
            let account = &self.bank.accounts[id];
            let book = Book::Account(id.clone());
            // What is held back is the sum of the pending debits.
            let mut pending = movements.values().filter_map(Movement::hold);
            let zero = Money::zero(account.currency);
            let held = pending.try_fold(zero, Money::plus);
            assert_eq!(self.bank.movements.held(id, account.currency), held);
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

    pub(super) fn a_payment_moves_what_its_status_says(&self, payment: &Payment) {
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
    pub(super) fn paid(&self, account: &str) -> i64 {
        self.bank
            .payments
            .values()
            .filter(|payment| payment.status == PaymentStatus::Completed)
            .filter(|payment| payment.order.debtor_account_id == account)
            .map(|payment| payment.amount.minor())
            .sum()
    }

    /// What has ever gone to other banks. What comes back from them, as when a card's bill is paid,
    /// is another matter.
    pub(super) fn sent(&self) -> i64 {
        self.bank
            .ledger
            .entries()
            .iter()
            .filter(|entry| entry.book == Book::Clearing && entry.amount.is_positive())
            .map(|entry| entry.amount.minor())
            .sum()
    }
}
