//! [`Card`]: a card of a customer.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Currency, Key, Money, money};

/// When the holder pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum CardType {
    Credit,
    Debit,
    Prepaid,
}

/// Who carries its payments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum CardNetwork {
    Mastercard,
    Visa,
}

/// Whether it is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum CardStatus {
    Active,
    /// Every payment is declined for now.
    Blocked,
    Closed,
}

/// A card of a customer. The bank of the sandbox has no whole card numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Card {
    /// When it was issued, and where it stands in the list.
    pub(crate) key: Key,
    pub(crate) id: String,
    pub(crate) customer: String,
    pub(crate) kind: CardType,
    pub(crate) network: CardNetwork,
    pub(crate) status: CardStatus,
    /// The last four digits of its number.
    pub(crate) last_digits: String,
    pub(crate) holder: String,
    /// Year and month: `2028-11`.
    pub(crate) expiry: String,
    pub(crate) currency: Currency,
    /// How much may be owed; credit cards alone have it.
    #[serde(with = "money::whole_or_none")]
    pub(crate) limit: Option<Money>,
    pub(crate) linked_account: Option<String>,
    pub(crate) closed: Option<Date>,
}

impl Card {
    /// The account that each use debits at once: that of a debit card.
    pub(crate) fn debited_account(&self) -> Option<&str> {
        self.linked_account
            .as_deref()
            .filter(|_| self.kind == CardType::Debit)
    }
}

/// A card and what is left of its limit.
#[derive(Clone, Debug)]
pub(crate) struct CardStanding {
    pub(crate) card: Card,
    pub(crate) available: Option<Money>,
}
