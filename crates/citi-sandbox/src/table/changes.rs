//! [`Changes`]: rows that are to be written.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde::Serialize;

/// Rows that are to be written: names and texts. A row belongs to a table if its name begins with the
/// table's and a slash.
#[derive(Default)]
pub(crate) struct Changes {
    /// Tables of which every row goes first.
    cleared: BTreeSet<String>,
    /// Rows of tables; `None`: the row goes.
    rows: BTreeMap<String, Option<String>>,
    /// Rows that stand alone. Each is given every time: whether it changed is seen by its text.
    single: BTreeMap<String, String>,
    /// The same, of what changes at every moment.
    beside: BTreeMap<String, String>,
    /// A row that has no text.
    unwritable: Option<String>,
}

impl Changes {
    /// Gives a row that stands alone.
    pub(crate) fn single(&mut self, name: &str, value: &impl Serialize) {
        if let Some(text) = self.text(name, value) {
            self.single.insert(name.to_owned(), text);
        }
    }

    /// The same, of what changes at every moment: it is not always worth a write by itself.
    pub(crate) fn beside(&mut self, name: &str, value: &impl Serialize) {
        if let Some(text) = self.text(name, value) {
            self.beside.insert(name.to_owned(), text);
        }
    }

    /// Gives a row of a table.
    pub(super) fn row(
        &mut self,
        table: &str,
        key: &impl Serialize,
        value: Option<&impl Serialize>,
    ) {
        let Some(key) = self.text(table, key) else {
            return;
        };
        let name = format!("{table}/{key}");
        let text = match value {
            Some(value) => match self.text(&name, value) {
                Some(text) => Some(text),
                None => return,
            },
            None => None,
        };
        self.rows.insert(name, text);
    }

    /// Throws every row of a table away that was given before or is written.
    pub(super) fn clear(&mut self, table: &str) {
        let prefix = format!("{table}/");
        self.rows.retain(|name, _| !name.starts_with(&prefix));
        self.cleared.insert(prefix);
    }

    /// Takes in what changed after this.
    pub(crate) fn absorb(&mut self, later: Self) {
        for prefix in later.cleared {
            self.rows.retain(|name, _| !name.starts_with(&prefix));
            self.cleared.insert(prefix);
        }
        self.rows.extend(later.rows);
        self.single.extend(later.single);
        self.beside.extend(later.beside);
        if later.unwritable.is_some() {
            self.unwritable = later.unwritable;
        }
    }

    /// What is to be done, given the rows that stand alone as they were written last: names whose
    /// beginnings are to be cleared, and then rows. `None` if nothing is worth a write; what changes at every
    /// moment is, if `all` is.
    ///
    /// # Errors
    /// A row has no text.
    pub(crate) fn due(
        &self,
        written: &BTreeMap<String, String>,
        all: bool,
    ) -> io::Result<Option<Due<'_>>> {
        if let Some(name) = &self.unwritable {
            return Err(io::Error::other(format!("{name} can't be written as text")));
        }
        let changed = |(name, text): &(&String, &String)| written.get(*name) != Some(*text);
        let single: Vec<_> = self.single.iter().filter(changed).collect();
        let beside: Vec<_> = self.beside.iter().filter(changed).collect();
        let is_due = !(self.cleared.is_empty() && self.rows.is_empty() && single.is_empty());
        if !is_due && (beside.is_empty() || !all) {
            return Ok(None);
        }
        let alone = single.into_iter().chain(beside);
        let mut rows: Vec<_> = self
            .rows
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_deref()))
            .collect();
        rows.extend(alone.map(|(name, text)| (name.as_str(), Some(text.as_str()))));
        Ok(Some(Due {
            cleared: self.cleared.iter().map(String::as_str).collect(),
            rows,
        }))
    }

    /// Notes that all of it was written.
    pub(crate) fn written(self, to: &mut BTreeMap<String, String>) {
        to.extend(self.single);
        to.extend(self.beside);
    }

    fn text(&mut self, name: &str, value: &impl Serialize) -> Option<String> {
        let text = serde_json::to_string(value).ok();
        if text.is_none() {
            self.unwritable = Some(name.to_owned());
        }
        text
    }
}

/// What a store is to do.
pub(crate) struct Due<'a> {
    /// Rows whose names begin so go first.
    pub(crate) cleared: Vec<&'a str>,
    /// Then these are written, or go.
    pub(crate) rows: Vec<(&'a str, Option<&'a str>)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_alone_is_written_when_it_changed_and_the_time_beside_others() {
        let mut written = BTreeMap::new();
        let mut names = |seed: u8, clock: u8, all: bool| {
            let mut changes = Changes::default();
            changes.single("seed", &seed);
            changes.beside("clock", &clock);
            let due = changes.due(&written, all).unwrap();
            let names: Vec<_> = due.map_or(Vec::new(), |due| {
                due.rows.iter().map(|row| row.0.to_owned()).collect()
            });
            if !names.is_empty() {
                changes.written(&mut written);
            }
            names
        };
        assert_eq!(names(1, 1, false), ["seed", "clock"]);
        assert!(names(1, 2, false).is_empty());
        assert_eq!(names(2, 2, false), ["seed", "clock"]);
        assert_eq!(names(3, 2, false), ["seed"]);
        assert_eq!(names(3, 3, true), ["clock"]);
        assert!(names(3, 3, true).is_empty());
    }

    #[test]
    fn what_came_later_stands() {
        let mut first = Changes::default();
        first.row("payments", &1, Some(&"old"));
        first.row("quotes", &1, Some(&"old"));
        let mut later = Changes::default();
        later.clear("payments");
        later.row("payments", &2, Some(&"new"));
        later.row("quotes", &1, None::<&u8>);
        first.absorb(later);
        let written = BTreeMap::new();
        let due = first.due(&written, false).unwrap().unwrap();
        assert_eq!(due.cleared, ["payments/"]);
        assert_eq!(
            due.rows,
            [("payments/2", Some("\"new\"")), ("quotes/1", None)]
        );
    }

    #[test]
    fn what_has_no_text_is_an_error_and_not_left_out() {
        let mut changes = Changes::default();
        let keyed_by_a_list = BTreeMap::from([(vec![1], 2)]);
        changes.single("limits", &keyed_by_a_list);
        let error = changes.due(&BTreeMap::new(), false).err().unwrap();
        assert!(error.to_string().contains("limits"), "{error}");
    }
}
