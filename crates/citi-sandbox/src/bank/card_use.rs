//! What happens when a card is used: authorised or declined, then booked or reversed.

use jiff::Timestamp;
use jiff::civil::{Date, time};
use rust_decimal::RoundingStrategy;

use super::agenda::Task;
use super::card::{CardStatus, CardType};
use super::card_transaction::{
    CardTransaction, CardTransactionStatus, CardTransactionType, EntryMode, Use,
};
use super::ledger::Book;
use super::movement::{Counterparty, Direction, Draft};
use super::seed::merchants;
use super::{Bank, Card, Currency, Dice, Key, Money, calendar};

/// The number of the first transaction.
const FIRST: u64 = 40_021_877;

/// When authorised payments are booked, on the day after.
const BOOKED: jiff::civil::Time = time(6, 0, 0, 0);

impl Bank {
    /// Uses a card. Payments are authorised or declined; what is authorised is booked the next
    /// morning. `suspicious` ones the bank declines by itself. Gives where it stands in the list.
    pub(super) fn use_card(
        &mut self,
        id: &str,
        what: Use,
        suspicious: bool,
        at: Timestamp,
    ) -> Option<Key> {
        let card = self.cards.get(id)?.clone();
        let billing = billing(&what, card.currency)?;
        let declined = match suspicious {
            true => Some("SUSPECTED_FRAUD"),
            false => self.decline(&card, &what, billing),
        };
        let key = self.key(at);
        let mut transaction = CardTransaction {
            key,
            id: format!("ct-{}", FIRST.saturating_add(key.number)),
            card: card.id.clone(),
            status: match declined {
                Some(_) => CardTransactionStatus::Declined,
                None => CardTransactionStatus::Authorised,
            },
            what,
            billing,
            decline_reason: declined,
            posted_at: None,
            hold: None,
        };
        let kind = match declined {
            Some(_) => "card.transaction.declined",
            None => "card.transaction.authorised",
        };
        if declined.is_none() {
            if let Some(account) = card.debited_account() {
                transaction.hold = Some(self.announce(account, draft(&transaction), at));
            }
            let morning = calendar::moment(calendar::days_later(calendar::day(at), 1), BOOKED);
            let task = Task::PostCard {
                card: card.id.clone(),
                transaction: key,
            };
            self.agenda.add(morning, task);
        }
        // A refund is nothing that the holder asked for: it is told when it is booked.
        if !transaction.is_refund() {
            self.tell_card(kind, &transaction, at);
        }
        let list = self.card_transactions.entry(card.id).or_default();
        list.insert(key, transaction);
        Some(key)
    }

    /// Why a use is declined, if it is.
    fn decline(&self, card: &Card, what: &Use, billing: Money) -> Option<&'static str> {
        match card.status {
            CardStatus::Active => {}
            CardStatus::Blocked => return Some("CARD_BLOCKED"),
            CardStatus::Closed => return Some("CARD_CLOSED"),
        }
        if what.kind == CardTransactionType::Refund {
            return None;
        }
        let (left, reason) = match card.kind {
            CardType::Credit => (self.left(card, card.limit?), "LIMIT_EXCEEDED"),
            CardType::Prepaid => (
                self.left(card, Money::zero(card.currency)),
                "INSUFFICIENT_FUNDS",
            ),
            CardType::Debit => {
                let account = self.accounts.get(card.linked_account.as_deref()?)?;
                let standing = self.standing(account, self.now);
                (
                    standing.map(|standing| standing.available),
                    "INSUFFICIENT_FUNDS",
                )
            }
        };
        match left {
            Some(left) if !left.is_below(billing) => None,
            _ => Some(reason),
        }
    }

    /// Books an authorised payment.
    pub(super) fn post_card(&mut self, id: &str, key: Key, at: Timestamp) {
        let list = self.card_transactions.get(id);
        let Some(transaction) = list.and_then(|list| list.get(&key)) else {
            return;
        };
        let Some(card) = self.cards.get(id) else {
            return;
        };
        if transaction.status != CardTransactionStatus::Authorised {
            return;
        }
        let mut transaction = transaction.clone();
        let account = card.debited_account().map(str::to_owned);
        let booked = match (account, transaction.hold) {
            (Some(account), Some(hold)) => self.post(&account, hold, Book::CardSettlement, at),
            _ => {
                let own = Book::Card(id.to_owned());
                let (from, to) = match transaction.is_refund() {
                    true => (Book::CardSettlement, own),
                    false => (own, Book::CardSettlement),
                };
                let amount = transaction.billing;
                self.ledger
                    .transfer(&transaction.id, at, from, to, amount)
                    .map(|_| ())
            }
        };
        if booked.is_err() {
            return;
        }
        transaction.status = CardTransactionStatus::Posted;
        transaction.posted_at = Some(at);
        self.tell_card("card.transaction.posted", &transaction, at);
        if let Some(list) = self.card_transactions.get_mut(id) {
            list.insert(key, transaction);
        }
    }

    /// Undoes an authorised payment: nothing is held back any more.
    pub(super) fn reverse_card(&mut self, id: &str, key: Key) {
        let account = self
            .cards
            .get(id)
            .and_then(|card| card.linked_account.clone());
        let list = self.card_transactions.get_mut(id);
        let Some(transaction) = list.and_then(|list| list.get_mut(&key)) else {
            return;
        };
        if transaction.status != CardTransactionStatus::Authorised {
            return;
        }
        transaction.status = CardTransactionStatus::Reversed;
        if let (Some(account), Some(hold)) = (account, transaction.hold.take()) {
            self.release(&account, hold);
        }
    }

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

/// What a use takes from the holder, in the card's currency.
fn billing(what: &Use, currency: Currency) -> Option<Money> {
    match what.rate {
        None => Some(what.amount).filter(|amount| amount.currency() == currency),
        Some(rate) => {
            let billed = what.amount.decimal().checked_mul(rate)?;
            let billed = billed.round_dp_with_strategy(
                currency.decimals(),
                RoundingStrategy::MidpointAwayFromZero,
            );
            Money::from_decimal(billed, currency)
        }
    }
}

fn draft(transaction: &CardTransaction) -> Draft {
    let merchant = transaction.what.merchant;
    Draft {
        direction: match transaction.is_refund() {
            true => Direction::Credit,
            false => Direction::Debit,
        },
        amount: transaction.billing,
        description: format!("{} {}", merchant.name, merchant.city),
        counterparty: Some(Counterparty {
            name: merchant.name.to_owned(),
            number: None,
        }),
        reference: None,
    }
}
