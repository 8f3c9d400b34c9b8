//! [`Reader`]: rows that were written.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use serde::de::DeserializeOwned;

use crate::image::ImageError;

/// Rows that were written.
pub(crate) struct Reader {
    rows: BTreeMap<String, String>,
}

impl Reader {
    /// These rows.
    pub(crate) fn new(rows: BTreeMap<String, String>) -> Self {
        Self { rows }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A row that stands alone.
    ///
    /// # Errors
    /// It is missing or can't be read.
    pub(crate) fn single<T: DeserializeOwned>(&self, name: &str) -> Result<T, ImageError> {
        self.single_or_none(name)?
            .ok_or_else(|| ImageError::Damaged {
                part: name.to_owned(),
                reason: "is missing".to_owned(),
            })
    }

    /// The same, if there is one.
    ///
    /// # Errors
    /// It can't be read.
    pub(crate) fn single_or_none<T: DeserializeOwned>(
        &self,
        name: &str,
    ) -> Result<Option<T>, ImageError> {
        self.rows.get(name).map(|text| read(name, text)).transpose()
    }

    /// The rows of a table.
    ///
    /// # Errors
    /// One can't be read. The error names the table alone: a key can be a secret.
    pub(super) fn rows<K: DeserializeOwned + Ord, V: DeserializeOwned>(
        &self,
        table: &str,
    ) -> Result<BTreeMap<K, V>, ImageError> {
        self.under(table)
            .map(|(key, text)| Ok((read(table, key)?, read(table, text)?)))
            .collect()
    }

    /// What stands behind a name and a slash, up to the next slash.
    pub(super) fn names_under(&self, name: &str) -> BTreeSet<String> {
        self.under(name)
            .filter_map(|(rest, _)| Some(rest.split_once('/')?.0.to_owned()))
            .collect()
    }

    fn under(&self, name: &str) -> impl Iterator<Item = (&str, &str)> {
        let prefix = format!("{name}/");
        let from = (Bound::Included(prefix.clone()), Bound::Unbounded);
        self.rows
            .range::<String, _>(from)
            .map_while(move |(name, text)| Some((name.strip_prefix(&prefix)?, text.as_str())))
    }
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, ImageError> {
    serde_json::from_str(text).map_err(|error| ImageError::unreadable(name, &error))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::table::Changes;

    /// What changes say, a line each.
    pub(crate) fn said(changes: &Changes) -> Vec<String> {
        let none = BTreeMap::new();
        let Some(due) = changes.due(&none, false).unwrap() else {
            return Vec::new();
        };
        let cleared = due.cleared.iter().map(|name| format!("{name} cleared"));
        let rows = due.rows.iter();
        let rows = rows.map(|(name, text)| format!("{name} {}", text.unwrap_or("gone")));
        cleared.chain(rows).collect()
    }

    /// Rows as a store keeps them.
    #[derive(Default)]
    pub(crate) struct Disk {
        pub(crate) rows: BTreeMap<String, String>,
    }

    impl Disk {
        pub(crate) fn take(&mut self, changes: &Changes) {
            let none = BTreeMap::new();
            let Some(due) = changes.due(&none, false).unwrap() else {
                return;
            };
            for prefix in due.cleared {
                self.rows.retain(|name, _| !name.starts_with(prefix));
            }
            for (name, text) in due.rows {
                match text {
                    Some(text) => self.rows.insert(name.to_owned(), text.to_owned()),
                    None => self.rows.remove(name),
                };
            }
        }

        pub(crate) fn write(&mut self, changes: impl FnOnce(&mut Changes)) {
            let mut all = Changes::default();
            changes(&mut all);
            self.take(&all);
        }

        pub(crate) fn reader(&self) -> Reader {
            Reader::new(self.rows.clone())
        }
    }

    #[test]
    fn what_is_wrong_is_said_by_place_and_never_by_key() {
        let mut disk = Disk::default();
        disk.rows
            .insert("tokens/\"secret\"".to_owned(), "{".to_owned());
        let reader = disk.reader();
        let error = reader.rows::<String, u8>("tokens").unwrap_err().to_string();
        assert!(
            error.contains("tokens") && !error.contains("secret"),
            "{error}"
        );
        assert!(reader.single::<u8>("port").is_err());
        assert_eq!(reader.single_or_none::<u8>("port"), Ok(None));
    }
}
