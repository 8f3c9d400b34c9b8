//! What a customer does with a card, day by day.

use jiff::Timestamp;
use jiff::civil::{Date, time};

use super::agenda::Task;
use super::card_transaction::{CardTransactionType, EntryMode, Use};
use super::ledger::Book;
use super::seed::merchants;
use super::{Bank, Currency, Dice, calendar};

impl Bank {
    /// What a customer does with a card day by day, so that the bank lives on as its clock moves:
    /// one purchase, now and then a suspicious one, and on the first of the month the bill is paid.
    pub(super) fn use_daily(&mut self, id: &str, day: Date, at: Timestamp) {
        if day.day() == 1
            && let Some(owed) = self.cards.get(id).and_then(|card| {
                let book = Book::Card(card.id.clone());
                self.ledger.balance(&book, card.currency).negated()
            })
            && owed.is_positive()
        {
            let own = Book::Card(id.to_owned());
            let bill = format!("bill-{id}-{day}");
            // If the books can't take it, the bill stays open.
            let _ = self.ledger.transfer(&bill, at, Book::Clearing, own, owed);
        }
        let mut dice = Dice::new(self.seed, &format!("daily {id} {day}"));
        if let Some(shop) = dice.pick(&merchants::EVERYDAY).copied() {
            let what = Use {
                kind: CardTransactionType::Purchase,
                amount: shop.amount(&mut dice, Currency::Usd),
                merchant: shop.merchant,
                entry_mode: EntryMode::Contactless,
                rate: None,
            };
            let suspicious = dice.one_in(9);
            self.use_card(id, what, suspicious, at);
        }
        self.plan_use(id, calendar::days_later(day, 1));
    }

    /// Writes down when a card is used on a day.
    pub(super) fn plan_use(&mut self, id: &str, day: Date) {
        let mut dice = Dice::new(self.seed, &format!("hour {id} {day}"));
        let minute = i8::try_from(dice.below(60)).unwrap_or(0);
        let at = calendar::moment(day, time(12, minute, 0, 0));
        // At the end of the calendar there is no next day.
        if at > self.now {
            let card = id.to_owned();
            self.agenda.add(at, Task::UseCard { card, day });
        }
    }
}
