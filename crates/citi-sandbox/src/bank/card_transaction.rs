//! [`CardTransaction`]: a payment with a card, or what undoes one.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Key, Money, money};
use crate::image::{Word, text_or_none, word, word_or_none};

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum CardTransactionStatus {
    Authorised,
    Posted,
    Declined,
    Reversed,
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum CardTransactionType {
    Purchase,
    CashWithdrawal,
    Fee,
    Refund,
}

/// How the card was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum EntryMode {
    Chip,
    Contactless,
    Online,
}

/// Where a card was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Merchant {
    #[serde(deserialize_with = "word")]
    pub(crate) name: Word,
    /// The kind of merchant, by its four digits of ISO 18245.
    #[serde(deserialize_with = "word")]
    pub(crate) category_code: Word,
    #[serde(deserialize_with = "word")]
    pub(crate) city: Word,
    #[serde(deserialize_with = "word")]
    pub(crate) country: Word,
}

/// What somebody wants to do with a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Use {
    pub(crate) kind: CardTransactionType,
    /// How much, in the merchant's currency.
    #[serde(with = "money::whole")]
    pub(crate) amount: Money,
    pub(crate) merchant: Merchant,
    pub(crate) entry_mode: EntryMode,
    /// Card's currency for one unit of the merchant's; `None` if both are the same.
    #[serde(with = "text_or_none")]
    pub(crate) rate: Option<Decimal>,
}

/// A payment with a card, or what undoes one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct CardTransaction {
    /// When the card was used, and where it stands in the list.
    pub(crate) key: Key,
    pub(crate) id: String,
    pub(crate) card: String,
    pub(crate) status: CardTransactionStatus,
    pub(crate) what: Use,
    /// How much it takes from the holder, or gives back, in the card's currency.
    #[serde(with = "money::whole")]
    pub(crate) billing: Money,
    #[serde(deserialize_with = "word_or_none")]
    pub(crate) decline_reason: Option<Word>,
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
