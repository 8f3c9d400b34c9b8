//! [`List`]: a list that grows at its end.

use std::collections::VecDeque;
use std::fmt;
use std::ops::Deref;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Changes, Reader};
use crate::image::ImageError;

/// A list that grows at its end and shrinks at its beginning, and whose items never change. It knows which
/// of them came and went since it was last [asked for](Self::changes).
pub(crate) struct List<T> {
    items: VecDeque<T>,
    /// How many went before the first.
    gone: u64,
    /// The numbers of the first item that is written, and of the first after it that is not; `None`: of those
    /// that are written none is to stay.
    written: Option<(u64, u64)>,
}

impl<T> List<T> {
    /// Puts an item at the end.
    pub(crate) fn push(&mut self, item: T) {
        self.items.push_back(item);
    }

    /// Puts an item at the end; if there are as many as that already, the first goes.
    pub(crate) fn push_within(&mut self, most: usize, item: T) {
        if self.items.len() >= most {
            self.pop();
        }
        self.push(item);
    }

    /// Takes the first item out.
    pub(crate) fn pop(&mut self) -> Option<T> {
        let item = self.items.pop_front()?;
        self.gone = self.gone.saturating_add(1);
        Some(item)
    }

    /// An item, for a change of what is not kept of it.
    pub(crate) fn unkept_mut(&mut self, at: usize) -> Option<&mut T> {
        self.items.get_mut(at)
    }

    fn end(&self) -> u64 {
        let count = u64::try_from(self.items.len()).unwrap_or(u64::MAX);
        self.gone.saturating_add(count)
    }
}

impl<T: Serialize> List<T> {
    /// Gives what came and went since this was last called; all of it at first, in place of whatever is
    /// written.
    pub(crate) fn changes(&mut self, name: &str, to: &mut Changes) {
        let (first, end) = self.written.unwrap_or_else(|| {
            to.clear(name);
            (self.gone, self.gone)
        });
        for number in first..end.min(self.gone) {
            to.row(name, &number, None::<&T>);
        }
        let new = end.max(self.gone);
        let known = usize::try_from(new - self.gone).unwrap_or(usize::MAX);
        for (number, item) in (new..).zip(self.items.iter().skip(known)) {
            to.row(name, &number, Some(item));
        }
        self.written = Some((self.gone, self.end()));
    }
}

impl<T: DeserializeOwned> List<T> {
    /// The list that was written under a name.
    ///
    /// # Errors
    /// An item can't be read or is missing.
    pub(crate) fn read(name: &str, from: &Reader) -> Result<Self, ImageError> {
        let rows = from.rows::<u64, T>(name)?;
        let gone = rows.keys().next().copied().unwrap_or_default();
        let has_gap = (gone..).zip(rows.keys()).any(|(want, is)| want != *is);
        if has_gap {
            return Err(ImageError::Damaged {
                part: name.to_owned(),
                reason: "has a gap".to_owned(),
            });
        }
        let mut list = Self {
            items: rows.into_values().collect(),
            gone,
            written: None,
        };
        list.written = Some((list.gone, list.end()));
        Ok(list)
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::from(VecDeque::new())
    }
}

impl<T> From<VecDeque<T>> for List<T> {
    fn from(items: VecDeque<T>) -> Self {
        Self {
            items,
            gone: 0,
            written: None,
        }
    }
}

impl<T> Deref for List<T> {
    type Target = VecDeque<T>;

    fn deref(&self) -> &VecDeque<T> {
        &self.items
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.items.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        VecDeque::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::reader::tests::{Disk, said};

    #[test]
    fn what_came_is_appended_and_what_went_is_taken_off() {
        let mut list = List::default();
        let mut given = |items: &[u8]| {
            for item in items {
                list.push_within(3, *item);
            }
            let mut changes = Changes::default();
            list.changes("l", &mut changes);
            said(&changes)
        };
        assert_eq!(given(&[7, 8]), ["l/ cleared", "l/0 7", "l/1 8"]);
        assert_eq!(given(&[9]), ["l/2 9"]);
        assert!(given(&[]).is_empty());
        assert_eq!(given(&[10]), ["l/0 gone", "l/3 10"]);
        // What came and went between two writes is never written.
        assert_eq!(
            given(&[11, 12, 13, 14]),
            [
                "l/1 gone", "l/2 gone", "l/3 gone", "l/5 12", "l/6 13", "l/7 14"
            ]
        );
    }

    #[test]
    fn it_is_read_as_it_was_written_and_a_gap_is_seen() {
        let mut disk = Disk::default();
        let mut list = List::default();
        for number in 0..25 {
            list.push_within(10, number);
            if number % 4 == 0 {
                disk.write(|to| list.changes("l", to));
            }
        }
        let mut again = List::<i32>::read("l", &disk.reader()).unwrap();
        assert_eq!(*again, *list);
        again.push(99);
        disk.write(|to| again.changes("l", to));
        assert_eq!(
            List::<i32>::read("l", &disk.reader()).unwrap().back(),
            Some(&99)
        );
        disk.rows.remove("l/20");
        assert!(List::<i32>::read("l", &disk.reader()).is_err());
    }
}
