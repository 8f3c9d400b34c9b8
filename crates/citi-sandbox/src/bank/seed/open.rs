//! Opens the bank.

use std::collections::BTreeMap;

use jiff::civil::time;
use jiff::{SignedDuration, Timestamp};

use super::cards::issue;
use super::customers::settle_in;
use super::history::{Act, history};
use super::targets::{ACCOUNTS, CARDS};
use crate::bank::ledger::Book;
use crate::bank::{Bank, Currency, Money, calendar};

/// The card with which something happens every day.
const EVERYDAY_CARD: &str = "card-77120";

/// What a book held before its history.
type Openings = BTreeMap<Book, Money>;

/// Opens the bank of a seed at `now`. History is lived through twice: once to see where it leads
/// from the wished-for balances, and once more from where it leads to them.
pub(in crate::bank) fn open(seed: u64, now: Timestamp) -> Bank {
    let wished = wished(&Bank::with_customers(seed, now));
    let trial = Bank::lived(seed, now, &wished);
    let openings: Openings = wished
        .iter()
        .filter_map(|(book, wish)| {
            let missing = wish.minus(trial.outcome(book, wish.currency())?)?;
            Some((book.clone(), wish.plus(missing)?))
        })
        .collect();
    let mut bank = Bank::lived(seed, now, &openings);
    let tomorrow = calendar::days_later(calendar::day(now), 1);
    bank.plan_use(EVERYDAY_CARD, tomorrow);
    bank.is_open = true;
    bank
}

/// What each book is to hold on the first day. A card's says what is left on it.
fn wished(bank: &Bank) -> Openings {
    let accounts = ACCOUNTS.into_iter().filter_map(|(id, minor)| {
        let currency = bank.accounts.get(id)?.currency;
        Some((Book::Account(id.to_owned()), Money::new(minor, currency)))
    });
    let cards = CARDS.into_iter().filter_map(|(id, minor)| {
        let left = Money::new(minor, bank.cards.get(id)?.currency);
        Some((Book::Card(id.to_owned()), left))
    });
    accounts.chain(cards).collect()
}

impl Bank {
    fn with_customers(seed: u64, now: Timestamp) -> Self {
        let before = SignedDuration::from_hours(24 * 92);
        let mut bank = Self::empty(seed, now.checked_sub(before).unwrap_or(now));
        settle_in(&mut bank, calendar::day(now));
        issue(&mut bank, calendar::day(now));
        bank
    }

    /// The bank at `now`, its books opened so and its history lived through.
    fn lived(seed: u64, now: Timestamp, openings: &Openings) -> Self {
        let mut bank = Self::with_customers(seed, now);
        let first = calendar::days_later(calendar::day(now), -91);
        let at = calendar::moment(first, time(0, 0, 0, 0)).min(now);
        for (book, amount) in openings {
            let mut amount = *amount;
            // Of a credit card it is said what is left; its book holds that less the limit.
            if let Book::Card(id) = book
                && let Some(limit) = bank.cards.get(id).and_then(|card| card.limit)
            {
                amount = amount.minus(limit).unwrap_or(amount);
            }
            let id = format!("opening-{book:?}");
            if amount.minor() != 0 {
                let legs = vec![
                    (book.clone(), amount),
                    (Book::Opening, amount.negated().unwrap_or(amount)),
                ];
                // What does not add up stays out of the books, and the first day shows it.
                let _ = bank.ledger.book(&id, at, legs);
            }
        }
        for (at, act) in history(seed, now) {
            let at = bank.advance_to(at);
            match act {
                Act::Move { account, draft } => {
                    let _ = bank.move_now(account, draft, Book::Clearing, at);
                }
                Act::Use {
                    card,
                    what,
                    suspicious,
                    reversed,
                } => {
                    let key = bank.use_card(card, what, suspicious, at);
                    if let Some(key) = key.filter(|_| reversed) {
                        bank.reverse_card(card, key);
                    }
                }
            }
        }
        bank.advance_to(now);
        bank
    }

    /// What a book holds; of a card, what is left on it.
    fn outcome(&self, book: &Book, currency: Currency) -> Option<Money> {
        match book {
            Book::Card(id) => {
                let card = self.cards.get(id)?;
                self.left(card, card.limit.unwrap_or(Money::zero(currency)))
            }
            _ => Some(self.ledger.balance(book, currency)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> Timestamp {
        "2026-03-02T15:00:00Z".parse().unwrap()
    }

    /// Posted and pending movements of an account.
    fn movements(bank: &Bank, account: &str) -> (usize, usize) {
        let list = bank.movements.get(account);
        let posted = list.into_iter().flatten();
        let posted = posted
            .filter(|(_, movement)| movement.posting.is_some())
            .count();
        (posted, list.map_or(0, |it| it.len()) - posted)
    }

    #[test]
    fn running_balances_add_up_from_the_first_movement_to_the_last() {
        let bank = open(7, now());
        for (account, list) in bank.movements.iter() {
            let mut posted: Vec<_> = list
                .values()
                .filter_map(|movement| Some((movement.posting?, movement)))
                .collect();
            posted.sort_by_key(|(posting, movement)| (posting.at, movement.key));
            let mut last: Option<i64> = None;
            for (posting, movement) in posted {
                let amount = movement.draft.amount.minor();
                let moved = match movement.draft.direction {
                    crate::bank::Direction::Credit => amount,
                    crate::bank::Direction::Debit => -amount,
                };
                if let Some(last) = last {
                    assert_eq!(posting.balance.minor(), last + moved, "{account}");
                }
                last = Some(posting.balance.minor());
            }
            let book = Book::Account(account.clone());
            let balance = bank.ledger.balance(&book, bank.accounts[account].currency);
            assert_eq!(last, Some(balance.minor()), "{account}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// Two hundred years, every hour of the day.
        #[test]
        fn the_first_day_is_as_promised(seed: u64, second in 0_i64..6_300_000_000) {
            let now = Timestamp::from_second(second).unwrap();
            let bank = open(seed, now);
            let household = &bank.accounts["123456789"];
            let standing = bank.standing(household, now).unwrap();
            prop_assert_eq!(standing.available.minor(), 452_075);
            prop_assert_eq!(standing.current.minor(), 457_075);
            for (book, wish) in wished(&bank) {
                prop_assert_eq!(bank.outcome(&book, wish.currency()), Some(wish));
            }
            let (posted, pending) = movements(&bank, "123456789");
            prop_assert!(posted >= 120, "{}", posted);
            prop_assert_eq!(pending, 2);
            for card in ["card-7731", "card-77120"] {
                prop_assert!(bank.card_transactions[card].len() >= 60);
            }
            prop_assert!(bank.events.is_empty());
            prop_assert!(bank.next_change().is_some_and(|next| next > now));
        }
    }
}
