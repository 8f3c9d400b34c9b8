//! Money on accounts: announced, booked, or let go again.

use jiff::Timestamp;

use super::ledger::{Book, Booked, LedgerError};
use super::movement::{Direction, Draft, Posting};
use super::{Bank, Key, Movement};

/// The number of the first transaction.
const FIRST: u64 = 88_120_045;

impl Bank {
    /// Announces a movement: it is pending, and a debit is held back at once.
    pub(super) fn announce(&mut self, account: &str, draft: Draft, at: Timestamp) -> Key {
        let key = self.key(at);
        let movement = Movement {
            key,
            id: format!("t-{}", FIRST.saturating_add(key.number)),
            account: account.to_owned(),
            draft,
            posting: None,
        };
        self.movements.announce(movement);
        key
    }

    /// Books a pending movement against another book, once.
    pub(super) fn post(
        &mut self,
        account: &str,
        key: Key,
        other: Book,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let Some(movement) = self.movements.pending(account, key) else {
            return Ok(());
        };
        let amount = movement.draft.amount;
        let own = Book::Account(account.to_owned());
        let (from, to) = match movement.draft.direction {
            Direction::Debit => (own.clone(), other),
            Direction::Credit => (other, own.clone()),
        };
        match self.ledger.transfer(&movement.id, at, from, to, amount)? {
            Booked::Before => return Ok(()),
            Booked::Now => {}
        }
        let balance = self.ledger.balance(&own, amount.currency());
        let posted = self.movements.post(account, key, Posting { at, balance });
        if let Some(movement) = posted {
            self.tell_movement(&movement);
        }
        Ok(())
    }

    /// Announces a movement and books it at once.
    pub(super) fn move_now(
        &mut self,
        account: &str,
        draft: Draft,
        other: Book,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let key = self.announce(account, draft, at);
        self.post(account, key, other, at)
    }

    /// Lets a pending movement go away; one that was booked stays.
    pub(super) fn release(&mut self, account: &str, key: Key) {
        self.movements.release(account, key);
    }
}
