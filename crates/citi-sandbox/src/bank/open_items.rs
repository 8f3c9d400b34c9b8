//! [`OpenItems`]: lists that know what of them is not done.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::card_transaction::CardTransactionStatus;
use super::{CardTransaction, Key, Movement};
use crate::image::ImageError;
use crate::table::{Changes, Reader, Tables};

/// What stands in such a list.
pub(crate) trait Item {
    /// Whose list it stands in.
    fn list(&self) -> &str;
    /// Its place there.
    fn key(&self) -> Key;
    /// Whether money is held back for it.
    fn is_open(&self) -> bool;
}

impl Item for Movement {
    fn list(&self) -> &str {
        &self.account
    }

    fn key(&self) -> Key {
        self.key
    }

    fn is_open(&self) -> bool {
        self.posting.is_none()
    }
}

impl Item for CardTransaction {
    fn list(&self) -> &str {
        &self.card
    }

    fn key(&self) -> Key {
        self.key
    }

    fn is_open(&self) -> bool {
        self.status == CardTransactionStatus::Authorised
    }
}

/// A list for each account, or for each card. It knows which of its items are open, so that what they hold
/// back is added up without a look at all that there ever was: the bank lives for years at a word.
#[derive(Debug)]
pub(crate) struct OpenItems<T> {
    tables: Tables<Key, T>,
    /// It follows from the items.
    open: BTreeMap<String, BTreeSet<Key>>,
}

impl<T: Item> OpenItems<T> {
    /// Puts an item into its list, in place of one with its key.
    pub(super) fn put(&mut self, item: T) {
        let (list, key) = (item.list().to_owned(), item.key());
        let open = self.open.entry(list.clone()).or_default();
        match item.is_open() {
            true => open.insert(key),
            false => open.remove(&key),
        };
        self.tables.table(&list).insert(key, item);
    }

    /// Takes an item out, if it is open.
    pub(super) fn release(&mut self, list: &str, key: Key) {
        let open = self.open.get_mut(list);
        if open.is_some_and(|open| open.remove(&key))
            && let Some(table) = self.tables.get_mut(list)
        {
            table.remove(&key);
        }
    }

    /// An item of a list.
    pub(super) fn one(&self, list: &str, key: Key) -> Option<&T> {
        self.tables.get(list)?.get(&key)
    }

    /// What is open in a list, the oldest first.
    pub(super) fn open(&self, list: &str) -> impl Iterator<Item = &T> {
        let keys = self.open.get(list).into_iter().flatten();
        let table = self.tables.get(list);
        keys.filter_map(move |key| table?.get(key))
    }
}

impl<T: Item + Serialize> OpenItems<T> {
    /// Gives what changed since this was last called.
    pub(super) fn changes(&mut self, name: &str, to: &mut Changes) {
        self.tables.changes(name, to);
    }
}

impl<T: Item + serde::de::DeserializeOwned> OpenItems<T> {
    /// The lists that were written under a name.
    ///
    /// # Errors
    /// A row can't be read.
    pub(super) fn read(name: &str, from: &Reader) -> Result<Self, ImageError> {
        Tables::read(name, from).map(Self::from)
    }
}

impl<T: Item> From<Tables<Key, T>> for OpenItems<T> {
    fn from(tables: Tables<Key, T>) -> Self {
        let mut open: BTreeMap<String, BTreeSet<Key>> = BTreeMap::new();
        for (list, table) in tables.iter() {
            let keys = table.iter().filter(|(_, item)| item.is_open());
            open.insert(list.clone(), keys.map(|(key, _)| *key).collect());
        }
        Self { tables, open }
    }
}

impl<T: Item> Default for OpenItems<T> {
    fn default() -> Self {
        Self::from(Tables::default())
    }
}

impl<T> Deref for OpenItems<T> {
    type Target = Tables<Key, T>;

    fn deref(&self) -> &Tables<Key, T> {
        &self.tables
    }
}

impl<T: Serialize> Serialize for OpenItems<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.tables.serialize(serializer)
    }
}

impl<'de, T: Item + Deserialize<'de>> Deserialize<'de> for OpenItems<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Tables::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Bank;
    use super::*;

    fn are_known<T: Item + Serialize + serde::de::DeserializeOwned>(items: &OpenItems<T>) -> usize {
        let text = serde_json::to_string(items).unwrap();
        let again: OpenItems<T> = serde_json::from_str(&text).unwrap();
        let mut count = 0;
        for (list, table) in items.iter() {
            let open = table.values().filter(|it| it.is_open());
            let open: Vec<_> = open.map(T::key).collect();
            for items in [items, &again] {
                let keys: Vec<_> = items.open(list).map(T::key).collect();
                assert_eq!(keys, open);
            }
            count += open.len();
        }
        assert_eq!(serde_json::to_string(&again).unwrap(), text);
        count
    }

    #[test]
    fn what_is_open_is_known_after_months_and_out_of_an_image() {
        let mut bank = Bank::new(7, "2026-03-02T15:00:00Z".parse().unwrap());
        assert!(are_known(&bank.movements) > 0);
        assert!(are_known(&bank.card_transactions) > 0);
        bank.advance_to("2026-06-03T18:00:00Z".parse().unwrap());
        // What is looked at for each payment does not grow with the bank's age.
        let open = are_known(&bank.movements) + are_known(&bank.card_transactions);
        assert!(open < 20, "{open}");
    }
}
