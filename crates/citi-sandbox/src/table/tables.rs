//! [`Tables`]: a table for each name.

use std::collections::BTreeMap;
use std::ops::Deref;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Changes, Reader, Table};
use crate::image::ImageError;

/// A table for each name, of which none is ever thrown away: the movements of each account, say.
#[derive(Debug)]
pub(crate) struct Tables<K, V> {
    tables: BTreeMap<String, Table<K, V>>,
    /// Whether those that are written are these.
    is_written: bool,
}

impl<K, V> Tables<K, V> {
    /// The table of a name, for a change.
    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Table<K, V>> {
        self.tables.get_mut(name)
    }

    /// The table of a name, which is made if there is none.
    pub(crate) fn table(&mut self, name: &str) -> &mut Table<K, V> {
        self.tables.entry(name.to_owned()).or_default()
    }
}

impl<K: Ord + Clone + Serialize, V: Serialize> Tables<K, V> {
    /// Gives what changed since this was last called; all of it at first, in place of whatever is written.
    pub(crate) fn changes(&mut self, name: &str, to: &mut Changes) {
        if !std::mem::replace(&mut self.is_written, true) {
            to.clear(name);
        }
        for (own, table) in &mut self.tables {
            let own = utf8_percent_encode(own, NON_ALPHANUMERIC);
            table.changes(&format!("{name}/{own}"), to);
        }
    }
}

impl<K: Ord + DeserializeOwned, V: DeserializeOwned> Tables<K, V> {
    /// The tables that were written under a name.
    ///
    /// # Errors
    /// A row can't be read.
    pub(crate) fn read(name: &str, from: &Reader) -> Result<Self, ImageError> {
        let mut tables = BTreeMap::new();
        for own in from.names_under(name) {
            let table = Table::read(&format!("{name}/{own}"), from)?;
            let own = percent_decode_str(&own).decode_utf8_lossy().into_owned();
            tables.insert(own, table);
        }
        Ok(Self {
            tables,
            is_written: true,
        })
    }
}

impl<K, V> From<BTreeMap<String, Table<K, V>>> for Tables<K, V> {
    fn from(tables: BTreeMap<String, Table<K, V>>) -> Self {
        Self {
            tables,
            is_written: false,
        }
    }
}

impl<K, V> Default for Tables<K, V> {
    fn default() -> Self {
        Self::from(BTreeMap::new())
    }
}

impl<K, V> Deref for Tables<K, V> {
    type Target = BTreeMap<String, Table<K, V>>;

    fn deref(&self) -> &Self::Target {
        &self.tables
    }
}

impl<K: Serialize, V: Serialize> Serialize for Tables<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.tables.serialize(serializer)
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for Tables<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::reader::tests::{Disk, said};

    #[test]
    fn each_is_read_as_it_was_written() {
        let mut disk = Disk::default();
        let mut tables = Tables::default();
        tables.table("a/b").insert(1, "one".to_owned());
        disk.write(|to| tables.changes("t", to));
        tables.table("a").insert(2, "two".to_owned());
        tables.table("a/b").insert(3, "three".to_owned());
        let mut changes = Changes::default();
        tables.changes("t", &mut changes);
        let new = ["t/a/ cleared", "t/a%2Fb/3 \"three\"", "t/a/2 \"two\""];
        assert_eq!(said(&changes), new);
        disk.take(&changes);
        let again = Tables::<u8, String>::read("t", &disk.reader()).unwrap();
        assert_eq!(format!("{:?}", *again), format!("{:?}", *tables));

        // Others in their place leave nothing of them.
        let mut others = Tables::<u8, String>::default();
        disk.write(|to| others.changes("t", to));
        assert!(disk.rows.is_empty());
    }
}
