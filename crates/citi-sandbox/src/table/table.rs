//! [`Table`]: a map that knows which rows changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Deref;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Changes, Reader};
use crate::image::ImageError;

/// A map that knows which rows changed since they were last [asked for](Self::changes). It is read as the
/// map that it is. Until it is asked for the first time, all of it counts as changed, and nothing is noted.
#[cfg_attr(test, derive(Clone))]
pub(crate) struct Table<K, V> {
    rows: BTreeMap<K, V>,
    /// Rows that changed; `None`: all did.
    touched: Option<BTreeSet<K>>,
}

impl<K: Ord + Clone, V> Table<K, V> {
    /// Puts a row in, in place of another of its key.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        self.touch(&key);
        self.rows.insert(key, value);
    }

    /// A row that is to be changed.
    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        if self.rows.contains_key(key) {
            self.touch(key);
        }
        self.rows.get_mut(key)
    }

    /// Takes a row out.
    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        let removed = self.rows.remove(key)?;
        self.touch(key);
        Some(removed)
    }

    /// Keeps those rows alone that fit.
    pub(crate) fn retain(&mut self, fits: impl Fn(&K, &V) -> bool) {
        let touched = &mut self.touched;
        self.rows.retain(|key, value| {
            let stays = fits(key, value);
            if let Some(touched) = touched.as_mut().filter(|_| !stays) {
                touched.insert(key.clone());
            }
            stays
        });
    }

    fn touch(&mut self, key: &K) {
        if let Some(touched) = &mut self.touched {
            touched.insert(key.clone());
        }
    }
}

impl<K: Ord + Clone + Serialize, V: Serialize> Table<K, V> {
    /// Gives what changed since this was last called; all of it at first, in place of whatever is written.
    pub(crate) fn changes(&mut self, name: &str, to: &mut Changes) {
        match self.touched.replace(BTreeSet::new()) {
            Some(touched) => {
                for key in touched {
                    to.row(name, &key, self.rows.get(&key));
                }
            }
            None => {
                to.clear(name);
                for (key, value) in &self.rows {
                    to.row(name, key, Some(value));
                }
            }
        }
    }
}

impl<K: Ord + DeserializeOwned, V: DeserializeOwned> Table<K, V> {
    /// The table that was written under a name.
    ///
    /// # Errors
    /// A row can't be read.
    pub(crate) fn read(name: &str, from: &Reader) -> Result<Self, ImageError> {
        Ok(Self {
            rows: from.rows(name)?,
            touched: Some(BTreeSet::new()),
        })
    }
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            touched: None,
        }
    }
}

impl<K, V> Deref for Table<K, V> {
    type Target = BTreeMap<K, V>;

    fn deref(&self) -> &BTreeMap<K, V> {
        &self.rows
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(rows: I) -> Self {
        Self {
            rows: rows.into_iter().collect(),
            touched: None,
        }
    }
}

impl<'a, K, V> IntoIterator for &'a Table<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = std::collections::btree_map::Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Table<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows.fmt(f)
    }
}

impl<K: Serialize, V: Serialize> Serialize for Table<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.rows.serialize(serializer)
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for Table<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = BTreeMap::deserialize(deserializer)?;
        let touched = None;
        Ok(Self { rows, touched })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::reader::tests::{Disk, said};

    #[test]
    fn only_what_was_touched_is_given() {
        let mut table: Table<u8, &str> = [(1, "a"), (2, "b"), (3, "c")].into_iter().collect();
        let mut given = || {
            let mut changes = Changes::default();
            table.changes("t", &mut changes);
            let said = said(&changes);
            table.insert(4, "d");
            table.remove(&1);
            table.remove(&9);
            if let Some(row) = table.get_mut(&2) {
                *row = "e";
            }
            table.retain(|key, _| *key != 3);
            said
        };
        assert_eq!(
            given(),
            ["t/ cleared", "t/1 \"a\"", "t/2 \"b\"", "t/3 \"c\""]
        );
        assert_eq!(given(), ["t/1 gone", "t/2 \"e\"", "t/3 gone", "t/4 \"d\""]);
        assert_eq!(given(), ["t/2 \"e\"", "t/4 \"d\""]);
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let mut disk = Disk::default();
        let mut table = Table::default();
        for number in 0..20 {
            table.insert((format!("a/{number}"), number), number);
            disk.write(|to| table.changes("t", to));
            table.retain(|key, _| key.1 + 7 > number);
        }
        disk.write(|to| table.changes("t", to));
        let mut again = Table::<(String, u64), u64>::read("t", &disk.reader()).unwrap();
        assert_eq!(*again, *table);
        // Nothing of it is to be written again.
        let mut changes = Changes::default();
        again.changes("t", &mut changes);
        assert!(said(&changes).is_empty());
    }
}
