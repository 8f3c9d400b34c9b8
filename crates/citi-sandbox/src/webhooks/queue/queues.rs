//! [`Queues`]: what waits for each webhook.

use std::collections::BTreeMap;
use std::time::Instant;

use axum::body::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::spot::{Due, Place, Spot};
use super::waiting::Waiting;
use crate::image::{ImageError, pairs};
use crate::table::{Changes, Reader, Table};
use crate::webhooks::history::History;
use crate::webhooks::{Attempt, DeliveryRecord, EventRecord};

/// What waits for each webhook, and what was sent. First attempts go out in the order of the events; what
/// failed is sent again at its own time, and holds up no later event. A webhook is sent one thing after
/// another, each at its time by the sandbox's clock, so that it sees the same order however the clock jumps;
/// only one that takes long to answer is sent the next one meanwhile.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Queues {
    /// The application of each webhook that has a row.
    pub(super) rows: Table<String, String>,
    /// First attempts, by webhook and by place in its row.
    #[serde(with = "pairs")]
    pub(super) waiting: Table<Place, Waiting>,
    /// What is sent again, or by hand: by webhook, by when it is due, and in the order in which it was put here.
    #[serde(with = "pairs", default)]
    pub(super) again: Table<Due, Waiting>,
    /// How many were ever put there.
    #[serde(default)]
    pub(super) numbered: u64,
    /// What is on the way, and since when by the clock on the wall. In an image nothing is: it is sent again.
    #[serde(skip)]
    pub(super) under_way: BTreeMap<Spot, Instant>,
    pub(super) history: History,
    /// How often it was put back to what it was before; what was on its way then is none of it.
    #[serde(skip)]
    pub(super) age: u64,
}

impl Queues {
    /// Remembers an event; the oldest is forgotten when there are too many.
    pub(in crate::webhooks) fn tell(&mut self, event: EventRecord, body: Bytes) {
        self.history.tell(event, body);
    }

    /// Sees to it that a webhook has a row.
    pub(super) fn open(&mut self, client_id: &str, webhook_id: &str) {
        if self.rows.get(webhook_id).is_none_or(|it| it != client_id) {
            self.rows
                .insert(webhook_id.to_owned(), client_id.to_owned());
        }
    }

    /// First attempts that wait for a webhook, in their order.
    pub(super) fn row(
        &self,
        webhook_id: &str,
    ) -> impl DoubleEndedIterator<Item = (&Place, &Waiting)> {
        let place = |number| (webhook_id.to_owned(), number);
        self.waiting.range(place(i64::MIN)..=place(i64::MAX))
    }

    /// What a webhook is sent again, by its time.
    pub(super) fn row_again(&self, webhook_id: &str) -> impl Iterator<Item = (&Due, &Waiting)> {
        let first = (webhook_id.to_owned(), Timestamp::MIN, 0);
        let last = (webhook_id.to_owned(), Timestamp::MAX, u64::MAX);
        self.again.range(first..=last)
    }

    /// Where an event waits for a webhook, if it does.
    pub(super) fn spot(&self, webhook_id: &str, event_id: &str) -> Option<Spot> {
        let mut firsts = self.row(webhook_id);
        let first = firsts.find(|(_, it)| it.event_id == event_id);
        let mut again = self.row_again(webhook_id);
        let again = again.find(|(_, it)| it.event_id == event_id);
        let first = first.map(|(place, _)| Spot::First(place.clone()));
        first.or(again.map(|(due, _)| Spot::Again(due.clone())))
    }

    pub(super) fn take(&mut self, spot: &Spot) -> Option<Waiting> {
        match spot {
            Spot::First(place) => self.waiting.remove(place),
            Spot::Again(due) => self.again.remove(due),
        }
    }

    pub(super) fn put_again(&mut self, webhook_id: &str, mut waiting: Waiting, due: Timestamp) {
        waiting.due = due;
        let number = self.numbered;
        self.numbered = number.saturating_add(1);
        self.again
            .insert((webhook_id.to_owned(), due, number), waiting);
    }

    /// Whether what left at an age may come back: the queues were not put back meanwhile.
    pub(in crate::webhooks) fn is_of(&self, age: u64) -> bool {
        self.age == age
    }

    /// Becomes what is given, so that nothing that is on its way comes back to it.
    pub(crate) fn put_back(&mut self, other: Self) {
        let age = self.age.wrapping_add(1);
        *self = Self { age, ..other };
    }

    /// Throws a webhook's row away.
    pub(in crate::webhooks) fn forget(&mut self, webhook_id: &str) {
        self.rows.remove(&webhook_id.to_owned());
        self.under_way.retain(|it, _| it.webhook_id() != webhook_id);
        self.waiting.retain(|(whose, _), _| whose != webhook_id);
        self.again.retain(|(whose, _, _), _| whose != webhook_id);
    }

    /// Throws the rows of an application's webhooks away.
    pub(crate) fn forget_client(&mut self, client_id: &str) {
        let own = self.rows.iter().filter(|(_, whose)| *whose == client_id);
        let own: Vec<_> = own.map(|(webhook_id, _)| webhook_id.clone()).collect();
        for webhook_id in own {
            self.forget(&webhook_id);
        }
    }

    /// Gives what changed since this was last called.
    pub(crate) fn changes(&mut self, to: &mut Changes) {
        let Self {
            rows,
            waiting,
            again,
            numbered,
            under_way: _,
            history,
            age: _,
        } = self;
        rows.changes("webhooks/rows", to);
        waiting.changes("webhooks/waiting", to);
        again.changes("webhooks/again", to);
        to.single("webhooks/numbered", numbered);
        history.changes(to);
    }

    /// What was written.
    ///
    /// # Errors
    /// It can't be read.
    pub(crate) fn read(from: &Reader) -> Result<Self, ImageError> {
        Ok(Self {
            rows: Table::read("webhooks/rows", from)?,
            waiting: Table::read("webhooks/waiting", from)?,
            again: Table::read("webhooks/again", from)?,
            numbered: from.single("webhooks/numbered")?,
            under_way: BTreeMap::new(),
            history: History::read(from)?,
            age: 0,
        })
    }

    /// Every event that is remembered, the oldest first.
    pub(crate) fn events(&self) -> impl DoubleEndedIterator<Item = &EventRecord> {
        self.history.events().map(|told| &told.event)
    }

    /// An event that is remembered, and its bytes.
    pub(crate) fn event(&self, id: &str) -> Option<(EventRecord, Bytes)> {
        let told = self.history.events().rev().find(|it| it.event.id == id)?;
        Some((told.event.clone(), told.body.clone()))
    }

    /// Every attempt that is remembered, the oldest first.
    pub(crate) fn attempts(&self) -> impl DoubleEndedIterator<Item = &Attempt> {
        self.history.attempts()
    }

    /// The same without what was seen.
    pub(crate) fn records(&self) -> Vec<DeliveryRecord> {
        self.attempts().map(|it| it.record.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;

    #[test]
    fn what_is_on_the_way_is_sent_again_out_of_an_image() {
        let mut queues = queues();
        assert_eq!(queues.due(now(), Instant::now(), false).len(), 2);
        let text = serde_json::to_string(&queues).unwrap();
        let mut again: Queues = serde_json::from_str(&text).unwrap();
        assert_eq!(again.due(now(), Instant::now(), false).len(), 2);
    }
}
