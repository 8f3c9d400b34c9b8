//! [`Bank`]: all that the bank knows, and its time.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::agenda::{Agenda, Task};
use super::card_uses::CardUses;
use super::content::Content;
use super::idempotency::Keys;
use super::ledger::Ledger;
use super::page::Cursors;
use super::rates::Market;
use super::statements::Statements;
use super::{Account, Card, Customer, Key, LedgerView, Payment, Quote, seed};
use crate::event::Event;
use crate::table::Table;

/// The bank: its books, customers, accounts, cards, payments and quotes.
///
/// It is a function of its seed, the moment of its opening and the calls made to it: the same ones
/// give the same bank, byte for byte. It has no clock; each call is told what time it is, and all
/// that falls due before happens first, each thing at its own moment.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Bank {
    pub(super) seed: u64,
    pub(super) now: Timestamp,
    /// Whether its history is made, so that what happens is news.
    pub(super) is_open: bool,
    pub(super) ledger: Ledger,
    pub(super) market: Market,
    pub(super) customers: Table<String, Customer>,
    pub(super) accounts: Table<String, Account>,
    /// By account.
    pub(super) movements: Statements,
    pub(super) cards: Table<String, Card>,
    /// By card.
    pub(super) card_transactions: CardUses,
    pub(super) payments: Table<Key, Payment>,
    /// Payments by their ids.
    pub(super) payment_keys: BTreeMap<String, Key>,
    pub(super) quotes: Table<String, Quote>,
    pub(super) keys: Keys<Content>,
    pub(super) cursors: Cursors,
    pub(super) agenda: Agenda,
    pub(super) events: Vec<Event>,
    pub(super) events_told: u64,
    pub(super) keys_given: u64,
}

impl Bank {
    /// The bank of a seed, opened at `now`, with customers and ninety days of history.
    pub(crate) fn new(seed: u64, now: Timestamp) -> Self {
        seed::open(seed, whole(now))
    }

    /// A bank without anything.
    pub(super) fn empty(seed: u64, now: Timestamp) -> Self {
        Self {
            seed,
            now: whole(now),
            is_open: false,
            ledger: Ledger::default(),
            market: Market::new(seed),
            customers: Table::default(),
            accounts: Table::default(),
            movements: Statements::default(),
            cards: Table::default(),
            card_transactions: CardUses::default(),
            payments: Table::default(),
            payment_keys: BTreeMap::new(),
            quotes: Table::default(),
            keys: Keys::new(),
            cursors: Cursors::new(seed),
            agenda: Agenda::default(),
            events: Vec::new(),
            events_told: 0,
            keys_given: 0,
        }
    }

    /// Lets happen all that falls due by `now`, each thing at its own moment and in its order: one
    /// step or many make no difference. Time never goes back; an earlier `now` changes nothing.
    /// Gives the bank's time: `now` in whole milliseconds.
    pub(crate) fn advance_to(&mut self, now: Timestamp) -> Timestamp {
        let now = whole(now).max(self.now);
        while let Some((at, task)) = self.agenda.due(now) {
            self.now = at.max(self.now);
            match task {
                Task::Validate(payment) => self.validate(payment, at),
                Task::Process(payment) => self.process(payment, at),
                Task::Settle(payment) => self.settle(payment, at),
                Task::PostCard { card, transaction } => self.post_card(&card, transaction, at),
                Task::UseCard { card, day } => self.use_daily(&card, day, at),
            }
        }
        self.now = now;
        now
    }

    /// Whether it has lived past a moment.
    pub(crate) fn is_ahead_of(&self, moment: Timestamp) -> bool {
        self.now > moment
    }

    /// When something happens next by itself.
    pub(crate) fn next_change(&self) -> Option<Timestamp> {
        self.agenda.next()
    }

    /// Whether something has happened since [`take_events`](Self::take_events) was last called.
    pub(crate) fn has_news(&self) -> bool {
        !self.events.is_empty()
    }

    /// What has happened since this was last asked, in the order in which it happened.
    pub(crate) fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// The books as they stand.
    pub(crate) fn ledger(&self) -> LedgerView {
        LedgerView::new(&self.ledger)
    }

    /// A place in a list, after all that came about at the same moment.
    pub(super) fn key(&mut self, at: Timestamp) -> Key {
        let number = self.keys_given;
        self.keys_given = number.saturating_add(1);
        Key { at, number }
    }
}

/// A moment without what is finer than a millisecond, which is as fine as the bank's time is.
fn whole(now: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn start() -> Timestamp {
        "2026-03-02T15:00:00.123456789Z".parse().unwrap()
    }

    #[test]
    fn time_is_whole_milliseconds_and_never_goes_back() {
        let mut bank = Bank::new(7, start());
        let opened = bank.advance_to(start());
        assert_eq!(opened.to_string(), "2026-03-02T15:00:00.123Z");
        let earlier = start() - SignedDuration::from_hours(1);
        assert_eq!(bank.advance_to(earlier), opened);
    }

    #[test]
    fn nothing_is_news_on_the_first_day() {
        assert!(Bank::new(7, start()).take_events().is_empty());
    }

    #[test]
    fn what_changes_next_is_known_and_lies_ahead() {
        let mut bank = Bank::new(7, start());
        for _ in 0..20 {
            let next = bank.next_change().unwrap();
            assert!(next > bank.now);
            bank.advance_to(next);
        }
    }

    #[test]
    fn one_step_or_many_make_no_difference() {
        let end = start() + SignedDuration::from_hours(24 * 40);
        let mut once = Bank::new(7, start());
        once.advance_to(end);
        let mut often = Bank::new(7, start());
        let mut now = start();
        while now < end {
            now += SignedDuration::from_mins(97);
            often.advance_to(now.min(end));
        }
        assert_eq!(once.ledger(), often.ledger());
        let told = |bank: &mut Bank| format!("{:?}", bank.take_events());
        assert_eq!(told(&mut once), told(&mut often));
    }

    #[test]
    fn the_same_seed_gives_the_same_bank_and_another_another() {
        let text = |seed| format!("{:?}", Bank::new(seed, start()));
        assert_eq!(text(7), text(7));
        assert_ne!(text(7), text(8));
    }
}
