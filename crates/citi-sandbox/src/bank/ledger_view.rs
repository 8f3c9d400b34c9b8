//! [`LedgerView`]: the bank's books at a moment, to look at.

use std::collections::BTreeMap;

use citi_core::Number;
use serde::Serialize;

use super::ledger::{Book, Ledger};
use super::{Currency, Money};

/// The bank's books at a moment. No bank shows them; the sandbox does, so that a test can see where
/// money went.
///
/// Plus is what the bank owes: to a customer, another bank, a merchant. Accounts go by their
/// `accountId`, cards by their `cardId`, the bank's own books by name and currency: `clearing-USD`,
/// `card-settlement-USD`, `opening-USD`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LedgerView {
    /// How many entries were ever written. A payment that moves money writes two.
    pub entries: usize,
    /// What each book holds.
    pub balances: BTreeMap<String, Balance>,
    /// What all books of a currency add up to: always zero.
    pub sums: BTreeMap<String, Number>,
}

/// What a book holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Balance {
    /// How much, with the decimals of its currency.
    pub amount: Number,
    /// Its currency, by its three letters of ISO 4217.
    pub currency: String,
}

impl LedgerView {
    pub(super) fn new(ledger: &Ledger) -> Self {
        let mut sums: BTreeMap<Currency, Option<Money>> = BTreeMap::new();
        for entry in ledger.entries().iter() {
            let currency = entry.amount.currency();
            let sum = sums.entry(currency).or_insert(Some(Money::zero(currency)));
            *sum = sum.and_then(|sum| sum.plus(entry.amount));
        }
        Self {
            entries: ledger.entries().len(),
            balances: ledger
                .balances()
                .iter()
                .map(|((book, currency), amount)| {
                    let balance = Balance {
                        amount: amount.decimal().into(),
                        currency: currency.code().to_owned(),
                    };
                    (name(book, *currency), balance)
                })
                .collect(),
            sums: sums
                .into_iter()
                .filter_map(|(currency, sum)| {
                    Some((currency.code().to_owned(), sum?.decimal().into()))
                })
                .collect(),
        }
    }
}

fn name(book: &Book, currency: Currency) -> String {
    match book {
        Book::Account(id) | Book::Card(id) => id.clone(),
        Book::Clearing => format!("clearing-{}", currency.code()),
        Book::CardSettlement => format!("card-settlement-{}", currency.code()),
        Book::Opening => format!("opening-{}", currency.code()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn it_shows_balances_and_sums_with_their_decimals() {
        let mut ledger = Ledger::default();
        let at = Timestamp::UNIX_EPOCH;
        let account = Book::Account("123456789".to_owned());
        for (book, currency) in [
            (account.clone(), Currency::Usd),
            (Book::Card("card-1".to_owned()), Currency::Jpy),
        ] {
            let amount = Money::new(2500, currency);
            ledger
                .transfer(currency.code(), at, Book::Opening, book, amount)
                .unwrap();
        }
        let amount = Money::new(1050, Currency::Usd);
        ledger
            .transfer("c", at, account, Book::Clearing, amount)
            .unwrap();
        let text = serde_json::to_string(&LedgerView::new(&ledger)).unwrap();
        assert!(text.starts_with(r#"{"entries":6,"#), "{text}");
        assert!(text.contains(r#""clearing-USD":{"amount":10.50,"currency":"USD"}"#));
        assert!(text.ends_with(r#""sums":{"JPY":0,"USD":0.00}}"#), "{text}");
    }
}
