//! [`Account`]: an account of a customer.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AccountNumber, Currency, Key, Money, calendar, money};

/// For how many days a closed account or card stays in its list.
const CLOSED_DAYS: i32 = 90;

/// What kind of account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AccountType {
    Checking,
    Savings,
    MoneyMarket,
}

/// Whether it is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum AccountStatus {
    Open,
    /// Open, but debits are refused for now.
    Restricted,
    /// Open and unused for a long time; the bank wants to hear from the customer before it pays.
    Dormant,
    Closed,
}

/// An account of a customer. What is on it is in the ledger.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Account {
    /// When it was opened, and where it stands in the list.
    pub(crate) key: Key,
    pub(crate) id: String,
    pub(crate) customer: String,
    pub(crate) kind: AccountType,
    pub(crate) status: AccountStatus,
    #[serde(serialize_with = "AccountNumber::keep")]
    pub(crate) number: AccountNumber,
    pub(crate) currency: Currency,
    pub(crate) nickname: Option<String>,
    pub(crate) opened: Date,
    pub(crate) closed: Option<Date>,
    /// How far it may be overdrawn.
    #[serde(with = "money::whole")]
    pub(crate) overdraft: Money,
}

/// An account and what is on it.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) account: Account,
    /// What can be spent: pending debits taken off, the overdraft added.
    pub(crate) available: Money,
    /// What was posted.
    pub(crate) current: Money,
    pub(crate) as_of: Timestamp,
}

/// Whether what was closed on that day, if it was, still stands in its list.
pub(super) fn is_listed(closed: Option<Date>, now: Timestamp) -> bool {
    closed.is_none_or(|closed| calendar::day(now) <= calendar::days_later(closed, CLOSED_DAYS))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_closed_stays_for_ninety_days() {
        let closed = Some(date(2026, 1, 1));
        let listed = |now: &str| is_listed(closed, now.parse().unwrap());
        assert!(listed("2026-04-01T12:00:00Z"));
        assert!(!listed("2026-04-02T12:00:00Z"));
        assert!(is_listed(None, Timestamp::MAX));
    }
}
