//! [`Agenda`]: what is to happen when.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Key;
use crate::image::ImageError;
use crate::table::{Changes, Reader, Table};

/// What is to happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Task {
    /// A payment is checked.
    Validate(Key),
    /// A payment is handed to the network.
    Process(Key),
    /// The network has carried a payment out, or refuses it.
    Settle(Key),
    /// An authorised payment with a card is booked.
    PostCard { card: String, transaction: Key },
    /// A card is used, as every day.
    UseCard { card: String, day: Date },
}

/// What is to happen when; of what is to happen at once, what was written down first.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Agenda {
    tasks: Table<Key, Task>,
    written: u64,
}

impl Agenda {
    /// Writes a task down.
    pub(crate) fn add(&mut self, at: Timestamp, task: Task) {
        let number = self.written;
        self.written = self.written.saturating_add(1);
        self.tasks.insert(Key { at, number }, task);
    }

    /// The next task that is due by `now`, taken off, and when it was due.
    pub(crate) fn due(&mut self, now: Timestamp) -> Option<(Timestamp, Task)> {
        let key = *self.tasks.first_key_value()?.0;
        match key.at <= now {
            true => Some((key.at, self.tasks.remove(&key)?)),
            false => None,
        }
    }

    /// When the next task is due.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        self.tasks.first_key_value().map(|(key, _)| key.at)
    }

    /// Gives what changed.
    pub(super) fn changes(&mut self, to: &mut Changes) {
        let Self { tasks, written } = self;
        tasks.changes("bank/agenda", to);
        to.single("bank/agenda", written);
    }

    /// What was written.
    ///
    /// # Errors
    /// It can't be read.
    pub(super) fn read(from: &Reader) -> Result<Self, ImageError> {
        Ok(Self {
            tasks: Table::read("bank/agenda", from)?,
            written: from.single("bank/agenda")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_comes_in_its_order_and_once() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let task = |number| Task::Settle(Key { at: at(0), number });
        let mut agenda = Agenda::default();
        agenda.add(at(5), task(1));
        agenda.add(at(3), task(2));
        agenda.add(at(5), task(3));
        assert_eq!(agenda.next(), Some(at(3)));
        assert_eq!(agenda.due(at(2)), None);
        assert_eq!(agenda.due(at(5)), Some((at(3), task(2))));
        assert_eq!(agenda.due(at(5)), Some((at(5), task(1))));
        assert_eq!(agenda.due(at(5)), Some((at(5), task(3))));
        assert_eq!(agenda.due(at(5)), None);
        assert_eq!(agenda.next(), None);
    }
}
