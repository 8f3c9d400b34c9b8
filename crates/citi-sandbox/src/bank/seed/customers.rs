//! Who has which accounts.

use jiff::civil::{Date, date, time};

use crate::bank::account::{AccountStatus, AccountType};
use crate::bank::{Account, AccountNumber, Bank, Currency, Customer, Money, calendar};

/// The customer of every example; one who has given access too; one who has not.
pub(super) const HOUSEHOLD: &str = "c-20417";
pub(super) const NEIGHBOR: &str = "c-30958";
pub(super) const STRANGER: &str = "c-40962";

/// Lets customers in, with their accounts. The account that is closed was closed twenty
/// days ago, so that it is still in its list.
pub(super) fn settle_in(bank: &mut Bank, today: Date) {
    for (id, consents) in [(HOUSEHOLD, true), (NEIGHBOR, true), (STRANGER, false)] {
        bank.customers.insert(id.to_owned(), Customer { consents });
    }
    let usd = Currency::Usd;
    let closed = Some(calendar::days_later(today, -20));
    use AccountStatus::{Closed, Dormant, Open, Restricted};
    use AccountType::{Checking, MoneyMarket, Savings};
    for (id, customer, kind, status, currency, nickname, opened) in [
        (
            "123456789",
            HOUSEHOLD,
            Checking,
            Open,
            usd,
            Some("Household"),
            date(2019, 6, 14),
        ),
        (
            "123456790",
            HOUSEHOLD,
            Savings,
            Open,
            usd,
            Some("Rainy days"),
            date(2019, 6, 14),
        ),
        (
            "123456791",
            HOUSEHOLD,
            Checking,
            Open,
            Currency::Eur,
            Some("Travel"),
            date(2021, 4, 2),
        ),
        (
            "123456792",
            HOUSEHOLD,
            Checking,
            Restricted,
            usd,
            None,
            date(2022, 9, 20),
        ),
        (
            "123456793",
            HOUSEHOLD,
            Savings,
            Dormant,
            usd,
            None,
            date(2015, 1, 8),
        ),
        (
            "123456794",
            HOUSEHOLD,
            Checking,
            Closed,
            usd,
            Some("Old one"),
            date(2016, 3, 30),
        ),
        (
            "305800117",
            NEIGHBOR,
            Checking,
            Open,
            usd,
            Some("Studio"),
            date(2020, 2, 18),
        ),
        (
            "305800118",
            NEIGHBOR,
            MoneyMarket,
            Open,
            usd,
            None,
            date(2023, 5, 9),
        ),
        (
            "409620035",
            STRANGER,
            Checking,
            Open,
            usd,
            None,
            date(2018, 8, 1),
        ),
    ] {
        let key = bank.key(calendar::moment(opened, time(0, 0, 0, 0)));
        // The number is not the identifier, yet ends with the same digits, as examples show it.
        let ending: String = id.chars().skip(id.len().saturating_sub(4)).collect();
        let account = Account {
            key,
            id: id.to_owned(),
            customer: customer.to_owned(),
            kind,
            status,
            number: AccountNumber::new(format!("400017{ending}")),
            currency,
            nickname: nickname.map(str::to_owned),
            opened,
            closed: closed.filter(|_| status == Closed),
            overdraft: Money::zero(currency),
        };
        bank.accounts.insert(account.id.clone(), account);
    }
}
