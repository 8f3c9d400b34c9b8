//! What happens when a card is used: authorised or declined, then booked or reversed.

use jiff::Timestamp;
use jiff::civil::{Time, time};
use rust_decimal::RoundingStrategy;

use super::agenda::Task;
use super::card::{CardStatus, CardType};
use super::card_transaction::{CardTransaction, CardTransactionStatus, CardTransactionType, Use};
use super::ledger::Book;
use super::movement::{Counterparty, Direction, Draft};
use super::{Bank, Card, Currency, Key, Money, calendar};

/// The number of the first transaction.
const FIRST: u64 = 40_021_877;

/// When authorised payments are booked, on the day after.
const BOOKED: Time = time(6, 0, 0, 0);

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
        self.card_transactions.put(transaction);
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
                (self.available(account), "INSUFFICIENT_FUNDS")
            }
        };
        match left {
            Some(left) if !left.is_below(billing) => None,
            _ => Some(reason),
        }
    }

    /// Books an authorised payment.
    pub(super) fn post_card(&mut self, id: &str, key: Key, at: Timestamp) {
        let Some(transaction) = self.card_transactions.one(id, key) else {
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
        self.card_transactions.put(transaction);
    }

    /// Undoes an authorised payment: nothing is held back any more.
    pub(super) fn reverse_card(&mut self, id: &str, key: Key) {
        let account = self
            .cards
            .get(id)
            .and_then(|card| card.linked_account.clone());
        let transaction = self.card_transactions.one(id, key).cloned();
        let is_open = |it: &CardTransaction| it.status == CardTransactionStatus::Authorised;
        let Some(mut transaction) = transaction.filter(is_open) else {
            return;
        };
        transaction.status = CardTransactionStatus::Reversed;
        if let (Some(account), Some(hold)) = (account, transaction.hold.take()) {
            self.release(&account, hold);
        }
        self.card_transactions.put(transaction);
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

#[cfg(test)]
mod tests {
    use super::super::card_transaction::{EntryMode, Merchant};
    use super::*;

    const MERCHANT: Merchant = Merchant {
        name: "Greenleaf Market",
        category_code: "5411",
        city: "New York",
        country: "US",
    };

    fn bank() -> Bank {
        Bank::new(7, "2026-03-02T15:00:00Z".parse().unwrap())
    }

    fn pay(cents: i64) -> Use {
        Use {
            kind: CardTransactionType::Purchase,
            amount: Money::new(cents, Currency::Usd),
            merchant: MERCHANT,
            entry_mode: EntryMode::Chip,
            rate: None,
        }
    }

    /// Why a use of a card is declined.
    fn declined(bank: &mut Bank, card: &str, what: Use) -> Option<&'static str> {
        let now = bank.now;
        let key = bank.use_card(card, what, false, now).unwrap();
        bank.card_transactions[card][&key].decline_reason
    }

    fn available(bank: &Bank) -> i64 {
        let standing = bank.account("123456789", bank.now).unwrap();
        standing.available.minor()
    }

    #[test]
    fn what_is_left_can_be_spent_and_no_cent_more() {
        for (card, left, reason) in [
            ("card-77120", 611_235, "LIMIT_EXCEEDED"),
            ("card-7731", 452_075, "INSUFFICIENT_FUNDS"),
        ] {
            let mut bank = bank();
            assert_eq!(declined(&mut bank, card, pay(left + 1)), Some(reason));
            assert_eq!(declined(&mut bank, card, pay(left)), None);
            assert_eq!(declined(&mut bank, card, pay(1)), Some(reason));
        }
    }

    #[test]
    fn blocked_and_closed_cards_pay_nothing() {
        let mut bank = bank();
        let reason = declined(&mut bank, "card-77458", pay(1));
        assert_eq!(reason, Some("CARD_BLOCKED"));
        let reason = declined(&mut bank, "card-70026", pay(1));
        assert_eq!(reason, Some("CARD_CLOSED"));
    }

    #[test]
    fn a_debit_is_held_back_until_it_is_booked_or_reversed() {
        let mut bank = bank();
        let now = bank.now;
        let key = bank.use_card("card-7731", pay(1_000), false, now).unwrap();
        assert_eq!(available(&bank), 451_075);
        bank.reverse_card("card-7731", key);
        assert_eq!(available(&bank), 452_075);
        // A reversed payment is not booked any more.
        bank.advance_to("2026-03-04T15:00:00Z".parse().unwrap());
        assert_eq!(available(&bank), 452_075);
        let status = bank.card_transactions["card-7731"][&key].status;
        assert_eq!(status, CardTransactionStatus::Reversed);
    }

    #[test]
    fn a_refund_comes_the_next_morning() {
        let mut bank = bank();
        let (now, refund) = (bank.now, CardTransactionType::Refund);
        let what = Use {
            kind: refund,
            ..pay(1_000)
        };
        bank.use_card("card-7731", what, false, now);
        assert_eq!(available(&bank), 452_075);
        bank.advance_to("2026-03-03T15:00:00Z".parse().unwrap());
        assert_eq!(available(&bank), 453_075);
    }
}
