//! Who has which cards.

use jiff::civil::{Date, date, time};

use super::customers::{HOUSEHOLD, NEIGHBOR};
use crate::bank::card::{CardNetwork, CardStatus, CardType};
use crate::bank::{Bank, Card, Currency, Money, calendar};

/// Issues the customers' cards.
pub(super) fn issue(bank: &mut Bank, today: Date) {
    use CardNetwork::{Mastercard, Visa};
    let closed = Some(calendar::days_later(today, -20));
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
        // Closed with its account, and still in the list.
        (
            "card-70026",
            HOUSEHOLD,
            CardType::Debit,
            Mastercard,
            CardStatus::Closed,
            "0264",
            None,
            Some("123456794"),
            date(2016, 4, 5),
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
            currency: Currency::Usd,
            limit: limit.map(|limit| Money::new(limit, Currency::Usd)),
            linked_account: account.map(str::to_owned),
            closed: closed.filter(|_| status == CardStatus::Closed),
        };
        bank.cards.insert(card.id.clone(), card);
    }
}
