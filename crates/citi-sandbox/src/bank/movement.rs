//! [`Movement`]: a transaction on an account.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Key, Money, calendar, money};

/// Which way money went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Direction {
    /// It came in.
    Credit,
    /// It went out.
    Debit,
}

/// Who stands on the other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counterparty {
    pub(crate) name: String,
    /// Their account number, masked.
    pub(crate) number: Option<String>,
}

/// What a movement is about; the same while it is pending and when it is posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub(crate) direction: Direction,
    /// How much; never below zero.
    #[serde(with = "money::whole")]
    pub(crate) amount: Money,
    pub(crate) description: String,
    pub(crate) counterparty: Option<Counterparty>,
    pub(crate) reference: Option<String>,
}

/// That a movement was booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Posting {
    pub(crate) at: Timestamp,
    /// The balance after it.
    #[serde(with = "money::whole")]
    pub(crate) balance: Money,
}

/// A transaction on an account: pending until it is posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Movement {
    /// When it was announced. It stays where it is in the list when it is posted.
    pub(crate) key: Key,
    pub(crate) id: String,
    pub(crate) account: String,
    pub(crate) draft: Draft,
    pub(crate) posting: Option<Posting>,
}

impl Movement {
    /// The day by which lists choose it: in New York, that of its posting, or of its announcement
    /// while it is pending.
    pub(crate) fn value_date(&self) -> Date {
        calendar::day(self.posting.map_or(self.key.at, |posting| posting.at))
    }

    /// What it holds back of the account: its amount, if it is a debit and pending.
    pub(crate) fn hold(&self) -> Option<Money> {
        match (self.draft.direction, self.posting) {
            (Direction::Debit, None) => Some(self.draft.amount),
            _ => None,
        }
    }
}
