//! Who has which accounts and cards.

use jiff::civil::{Date, date, time};

use crate::bank::account::{AccountStatus, AccountType};
use crate::bank::card::{CardNetwork, CardStatus, CardType};
use crate::bank::{Account, AccountNumber, Bank, Card, Currency, Customer, Money, calendar};

/// The customer of every example; one who has given access too; one who has not.
pub(super) const HOUSEHOLD: &str = "c-20417";
pub(super) const NEIGHBOR: &str = "c-30958";
pub(super) const STRANGER: &str = "c-40962";

/// Lets customers in, with their accounts and cards. The account that is closed was closed twenty
/// days ago, so that it is still in its list.
pub(super) fn settle_in(bank: &mut Bank, today: Date) {
    for (id, consents) in [(HOUSEHOLD, true), (NEIGHBOR, true), (STRANGER, false)] {
        let id = id.to_owned();
        bank.customers.insert(id.clone(), Customer { id, consents });
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
    use CardNetwork::{Mastercard, Visa};
    let checking = Some("123456789");
    for (id, customer, kind, network, status, last_digits, limit, account, issued) in [
        (
            "card-7731",
            HOUSEHOLD,
            CardType::Debit,
            Visa,
            CardStatus::Active,
            "7731",
            None,
            checking,
            date(2023, 1, 16),
        ),
        (
            "card-77120",
            HOUSEHOLD,
            CardType::Credit,
            Mastercard,
            CardStatus::Active,
            "1881",
            Some(800_000),
            checking,
            date(2024, 11, 4),
        ),
        (
            "card-77458",
            HOUSEHOLD,
            CardType::Prepaid,
            Visa,
            CardStatus::Blocked,
            "4580",
            None,
            None,
            date(2025, 2, 24),
        ),
        (
            "card-81905",
            NEIGHBOR,
            CardType::Credit,
            Visa,
            CardStatus::Active,
            "0943",
            Some(500_000),
            Some("305800117"),
            date(2022, 7, 11),
        ),
    ] {
        let key = bank.key(calendar::moment(issued, time(0, 0, 0, 0)));
        let holder = match customer {
            HOUSEHOLD => "Robin Example",
            _ => "Sasha Sample",
        };
        let card = Card {
            key,
            id: id.to_owned(),
            customer: customer.to_owned(),
            kind,
            network,
            status,
            last_digits: last_digits.to_owned(),
            holder: holder.to_owned(),
            expiry: format!(
                "{:04}-{:02}",
                today.year().saturating_add(2),
                issued.month()
            ),
            currency: usd,
            limit: limit.map(|limit| Money::new(limit, usd)),
            linked_account: account.map(str::to_owned),
            closed: None,
        };
        bank.cards.insert(card.id.clone(), card);
    }
}
