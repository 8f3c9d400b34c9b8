//! [`Statements`]: what moved on each account.

use std::collections::BTreeMap;
use std::ops::Deref;

use serde::{Deserialize, Serialize, Serializer};

use super::movement::Posting;
use super::{Currency, Key, Money, Movement};
use crate::image::ImageError;
use crate::table::{Changes, Reader, Tables};

/// What moved on each account, and what is held back there: the sum of the pending debits is at hand, however
/// much has moved.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Tables<Key, Movement>")]
pub(crate) struct Statements {
    movements: Tables<Key, Movement>,
    /// Account → minor units. It follows from the movements.
    held: BTreeMap<String, i128>,
}

impl Statements {
    /// Announces a movement.
    pub(super) fn announce(&mut self, movement: Movement) {
        self.hold(&movement, 1);
        let list = self.movements.table(&movement.account);
        list.insert(movement.key, movement);
    }

    /// Says that a pending movement was booked. Gives it; `None` if it is not there, or was booked before.
    pub(super) fn post(&mut self, account: &str, key: Key, posting: Posting) -> Option<Movement> {
        let pending = self.pending(account, key)?.clone();
        self.hold(&pending, -1);
        let movement = self.movements.get_mut(account)?.get_mut(&key)?;
        movement.posting = Some(posting);
        Some(movement.clone())
    }

    /// Takes a pending movement out; one that was booked stays.
    pub(super) fn release(&mut self, account: &str, key: Key) {
        let Some(pending) = self.pending(account, key).cloned() else {
            return;
        };
        self.hold(&pending, -1);
        if let Some(list) = self.movements.get_mut(account) {
            list.remove(&key);
        }
    }

    /// A movement that is not booked yet.
    pub(super) fn pending(&self, account: &str, key: Key) -> Option<&Movement> {
        let movement = self.movements.get(account)?.get(&key)?;
        movement.posting.is_none().then_some(movement)
    }

    /// What pending debits hold back of an account. `None` if it is beyond what an amount can be.
    pub(super) fn held(&self, account: &str, currency: Currency) -> Option<Money> {
        let minor = self.held.get(account).copied().unwrap_or(0);
        Some(Money::new(i64::try_from(minor).ok()?, currency))
    }

    fn hold(&mut self, movement: &Movement, times: i128) {
        if let Some(amount) = movement.hold() {
            let held = self.held.entry(movement.account.clone()).or_default();
            *held += i128::from(amount.minor()) * times;
        }
    }

    /// Gives what changed since this was last called.
    pub(super) fn changes(&mut self, name: &str, to: &mut Changes) {
        self.movements.changes(name, to);
    }

    /// The statements that were written under a name.
    ///
    /// # Errors
    /// A row can't be read.
    pub(super) fn read(name: &str, from: &Reader) -> Result<Self, ImageError> {
        Tables::read(name, from).map(Self::from)
    }
}

impl From<Tables<Key, Movement>> for Statements {
    fn from(movements: Tables<Key, Movement>) -> Self {
        let mut statements = Self {
            movements: Tables::default(),
            held: BTreeMap::new(),
        };
        for movement in movements.values().flat_map(|list| list.values()) {
            statements.hold(movement, 1);
        }
        statements.movements = movements;
        statements
    }
}

impl Deref for Statements {
    type Target = BTreeMap<String, crate::table::Table<Key, Movement>>;

    fn deref(&self) -> &Self::Target {
        &self.movements
    }
}

impl Serialize for Statements {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.movements.serialize(serializer)
    }
}
