//! [`Ledger`]: double entry, append-only.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Currency, Money, money};
use crate::table::List;

/// What the ledger keeps a balance of, in one currency each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Book {
    /// What the bank owes to the holder of an account.
    Account(String),
    /// What the bank owes to the holder of a card; below zero, what they owe.
    Card(String),
    /// What goes to other banks and comes from them.
    Clearing,
    /// What is owed to merchants.
    CardSettlement,
    /// What accounts and cards held when the books were opened.
    Opening,
}

/// What one transaction does to one book: plus, and its holder has more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The transaction's.
    pub(crate) id: String,
    pub(crate) book: Book,
    #[serde(with = "money::whole")]
    pub(crate) amount: Money,
    pub(crate) at: Timestamp,
}

/// Why a transaction was not booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LedgerError {
    /// Its entries do not add up to nothing.
    #[error("the entries do not add up to zero in each currency")]
    Unbalanced,
    /// A balance would be beyond what an amount can be.
    #[error("a balance would be too large")]
    Overflow,
}

/// Whether a transaction was booked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Booked {
    Now,
    /// One with the same id was booked before; nothing has moved.
    Before,
}

/// Double entry, append-only: each transaction adds up to zero in each currency, is booked at most
/// once, and is never changed.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) struct Ledger {
    entries: List<Entry>,
    /// Of the transactions that are booked.
    #[serde(skip)]
    ids: BTreeSet<String>,
    #[serde(skip)]
    balances: BTreeMap<(Book, Currency), Money>,
}

/// The ledger in an image. What is on the books follows from it, so that it can't be another sum.
#[derive(Deserialize)]
struct Written {
    entries: List<Entry>,
}

impl TryFrom<Written> for Ledger {
    type Error = LedgerError;

    fn try_from(written: Written) -> Result<Self, LedgerError> {
        Self::of(written.entries)
    }
}

impl Ledger {
    /// The ledger of these entries.
    ///
    /// # Errors
    /// They do not add up.
    pub(crate) fn of(entries: List<Entry>) -> Result<Self, LedgerError> {
        let mut balances = BTreeMap::new();
        let mut sums = BTreeMap::new();
        for entry in entries.iter() {
            let currency = entry.amount.currency();
            let balance = balances
                .entry((entry.book.clone(), currency))
                .or_insert(Money::zero(currency));
            let sum = sums.entry(currency).or_insert(Money::zero(currency));
            for total in [balance, sum] {
                *total = total.plus(entry.amount).ok_or(LedgerError::Overflow)?;
            }
        }
        match sums.values().all(|sum| sum.minor() == 0) {
            true => Ok(Self {
                ids: entries.iter().map(|entry| entry.id.clone()).collect(),
                entries,
                balances,
            }),
            false => Err(LedgerError::Unbalanced),
        }
    }

    /// Books a transaction, wholly or not at all.
    pub(crate) fn book(
        &mut self,
        id: &str,
        at: Timestamp,
        legs: Vec<(Book, Money)>,
    ) -> Result<Booked, LedgerError> {
        if self.ids.contains(id) {
            return Ok(Booked::Before);
        }
        let mut sums = BTreeMap::new();
        let mut changed = BTreeMap::new();
        for (book, amount) in &legs {
            let currency = amount.currency();
            let sum = sums.entry(currency).or_insert(Money::zero(currency));
            *sum = sum.plus(*amount).ok_or(LedgerError::Overflow)?;
            let key = (book.clone(), currency);
            let balance = match changed.get(&key) {
                Some(balance) => *balance,
                None => self.balance(book, currency),
            };
            let balance = balance.plus(*amount).ok_or(LedgerError::Overflow)?;
            changed.insert(key, balance);
        }
        if sums.values().any(|sum| sum.minor() != 0) {
            return Err(LedgerError::Unbalanced);
        }
        self.ids.insert(id.to_owned());
        self.balances.extend(changed);
        for (book, amount) in legs {
            let id = id.to_owned();
            self.entries.push(Entry {
                id,
                book,
                amount,
                at,
            });
        }
        Ok(Booked::Now)
    }

    /// Moves an amount from one book to another.
    pub(crate) fn transfer(
        &mut self,
        id: &str,
        at: Timestamp,
        from: Book,
        to: Book,
        amount: Money,
    ) -> Result<Booked, LedgerError> {
        let taken = amount.negated().ok_or(LedgerError::Overflow)?;
        self.book(id, at, vec![(from, taken), (to, amount)])
    }

    /// What a book holds.
    pub(crate) fn balance(&self, book: &Book, currency: Currency) -> Money {
        self.balances
            .get(&(book.clone(), currency))
            .copied()
            .unwrap_or(Money::zero(currency))
    }

    /// All that was booked, in that order.
    pub(crate) fn entries(&self) -> &List<Entry> {
        &self.entries
    }

    /// The same, to be asked what is new.
    pub(crate) fn entries_mut(&mut self) -> &mut List<Entry> {
        &mut self.entries
    }

    /// What each book holds.
    pub(crate) fn balances(&self) -> &BTreeMap<(Book, Currency), Money> {
        &self.balances
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::UNIX_EPOCH;

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::Usd)
    }

    fn account() -> Book {
        Book::Account("1".to_owned())
    }

    #[test]
    fn a_transfer_moves_money_and_makes_none() {
        let mut ledger = Ledger::default();
        let booked = ledger.transfer("a", AT, account(), Book::Clearing, usd(500));
        assert_eq!(booked, Ok(Booked::Now));
        assert_eq!(ledger.balance(&account(), Currency::Usd), usd(-500));
        assert_eq!(ledger.balance(&Book::Clearing, Currency::Usd), usd(500));
        assert_eq!(ledger.entries().len(), 2);
    }

    #[test]
    fn the_same_id_is_booked_once() {
        let mut ledger = Ledger::default();
        for want in [Booked::Now, Booked::Before, Booked::Before] {
            let booked = ledger.transfer("a", AT, account(), Book::Clearing, usd(500));
            assert_eq!(booked, Ok(want));
        }
        assert_eq!(ledger.balance(&account(), Currency::Usd), usd(-500));
        assert_eq!(ledger.entries().len(), 2);
    }

    #[test]
    fn what_does_not_add_up_is_not_booked() {
        let mut ledger = Ledger::default();
        let euro = Money::new(5, Currency::Eur);
        for legs in [
            vec![(account(), usd(5))],
            vec![(account(), usd(-5)), (Book::Clearing, euro)],
        ] {
            assert_eq!(ledger.book("a", AT, legs), Err(LedgerError::Unbalanced));
        }
        assert!(ledger.entries().is_empty() && ledger.balances().is_empty());
    }

    #[test]
    fn what_overflows_leaves_no_trace() {
        let mut ledger = Ledger::default();
        let most = usd(i64::MAX);
        assert_eq!(
            ledger.transfer("a", AT, Book::Opening, account(), most),
            Ok(Booked::Now)
        );
        let before = ledger.balances().clone();
        let more = ledger.transfer("b", AT, Book::Clearing, account(), usd(1));
        assert_eq!(more, Err(LedgerError::Overflow));
        assert_eq!(ledger.balances(), &before);
        // Its id is free again.
        let back = ledger.transfer("b", AT, account(), Book::Clearing, usd(1));
        assert_eq!(back, Ok(Booked::Now));
    }
}
