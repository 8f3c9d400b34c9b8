//! [`CardTransaction`]: a payment with a card, or what undoes one.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{Key, Money};

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum CardTransactionStatus {
    Authorised,
    Posted,
    Declined,
    Reversed,
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum CardTransactionType {
    Purchase,
    CashWithdrawal,
    Fee,
    Refund,
}

/// How the card was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum EntryMode {
    Chip,
    Contactless,
    Online,
}

/// Where a card was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Merchant {
    pub(crate) name: &'static str,
    /// The kind of merchant, by its four digits of ISO 18245.
    pub(crate) category_code: &'static str,
    pub(crate) city: &'static str,
    pub(crate) country: &'static str,
}

/// What somebody wants to do with a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) kind: CardTransactionType,
    /// How much, in the merchant's currency.
    pub(crate) amount: Money,
    pub(crate) merchant: Merchant,
    pub(crate) entry_mode: EntryMode,
    /// Card's currency for one unit of the merchant's; `None` if both are the same.
    pub(crate) rate: Option<Decimal>,
}

/// A payment with a card, or what undoes one.
#[derive(Clone, Debug)]
pub(crate) struct CardTransaction {
    /// When the card was used, and where it stands in the list.
    pub(crate) key: Key,
    pub(crate) id: String,
    pub(crate) card: String,
    pub(crate) status: CardTransactionStatus,
    pub(crate) what: Use,
    /// How much it takes from the holder, or gives back, in the card's currency.
    pub(crate) billing: Money,
    pub(crate) decline_reason: Option<&'static str>,
    pub(crate) posted_at: Option<Timestamp>,
    /// Its pending transaction on the account that a debit card debits.
    pub(crate) hold: Option<Key>,
}

impl CardTransaction {
    /// Whether it gives money to the holder.
    pub(crate) fn is_refund(&self) -> bool {
        self.what.kind == CardTransactionType::Refund
    }
}
