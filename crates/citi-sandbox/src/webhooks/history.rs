//! [`History`]: the events that were told, and the attempts to deliver them.

use axum::body::Bytes;
use serde::{Deserialize, Serialize};

use super::{Attempt, DeliveryRecord, EventRecord, Seen};
use crate::image::{ImageError, utf8};
use crate::table::{Changes, List, Reader};

/// The latest events and attempts, the oldest first.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct History {
    events: List<Told>,
    attempts: List<Attempt>,
    attempts_made: u64,
}

/// An event that is remembered.
#[derive(Serialize, Deserialize)]
pub(super) struct Told {
    pub(super) event: EventRecord,
    #[serde(with = "utf8")]
    pub(super) body: Bytes,
}

/// How many events are remembered.
const EVENTS: usize = 1000;
/// How many attempts are remembered.
const KEPT: usize = 10_000;
/// How many of them with what was seen.
const SEEN: usize = 500;

impl History {
    /// Remembers an event; the oldest is forgotten when there are too many.
    pub(super) fn tell(&mut self, event: EventRecord, body: Bytes) {
        self.events.push_within(EVENTS, Told { event, body });
    }

    /// The id of an attempt that was just made: `dlv-1`.
    pub(super) fn next_id(&mut self) -> String {
        self.attempts_made = self.attempts_made.saturating_add(1);
        format!("dlv-{}", self.attempts_made)
    }

    /// Remembers an attempt; what was seen of old ones is forgotten first.
    pub(super) fn attempted(&mut self, record: DeliveryRecord, seen: Seen) {
        let seen = Some(seen);
        self.attempts.push_within(KEPT, Attempt { record, seen });
        let old = self.attempts.len().checked_sub(SEEN + 1);
        if let Some(old) = old.and_then(|at| self.attempts.unkept_mut(at)) {
            old.seen = None;
        }
    }

    /// How often it was tried to deliver an event to a webhook.
    pub(super) fn tried(&self, webhook_id: &str, event_id: &str) -> u32 {
        let made = self.attempts.iter().map(|it| &it.record);
        let made = made.filter(|it| it.webhook_id == webhook_id && it.event_id == event_id);
        made.map(|it| it.attempt).max().unwrap_or_default()
    }

    /// Gives what changed.
    pub(super) fn changes(&mut self, to: &mut Changes) {
        let Self {
            events,
            attempts,
            attempts_made,
        } = self;
        events.changes("webhooks/events", to);
        attempts.changes("webhooks/attempts", to);
        to.single("webhooks/attempts", attempts_made);
    }

    /// What was written.
    ///
    /// # Errors
    /// It can't be read.
    pub(super) fn read(from: &Reader) -> Result<Self, ImageError> {
        Ok(Self {
            events: List::read("webhooks/events", from)?,
            attempts: List::read("webhooks/attempts", from)?,
            attempts_made: from.single("webhooks/attempts")?,
        })
    }

    /// Every event that is remembered, and its bytes.
    pub(super) fn events(&self) -> impl DoubleEndedIterator<Item = &Told> {
        self.events.iter()
    }

    /// Every attempt that is remembered.
    pub(super) fn attempts(&self) -> impl DoubleEndedIterator<Item = &Attempt> {
        self.attempts.iter()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::*;

    fn record(id: String) -> DeliveryRecord {
        DeliveryRecord {
            id,
            at: Timestamp::UNIX_EPOCH,
            client_id: "app".to_owned(),
            webhook_id: "wh-1".to_owned(),
            event_id: "evt-1".to_owned(),
            event_type: "x".to_owned(),
            attempt: 3,
            status: Some(204),
            error: None,
            delivered: true,
            fault: None,
            next_at: None,
            by_hand: false,
        }
    }

    #[test]
    fn only_the_latest_attempts_are_kept_whole() {
        let mut history = History::default();
        for _ in 0..=SEEN {
            let id = history.next_id();
            let seen = Seen {
                url: String::new(),
                headers: Vec::new(),
                body: Bytes::new(),
                took: Duration::ZERO,
                answer: None,
            };
            history.attempted(record(id), seen);
        }
        let whole = history.attempts().filter(|it| it.seen.is_some()).count();
        assert_eq!((history.attempts().count(), whole), (SEEN + 1, SEEN));
        let first = history.attempts().next().unwrap();
        assert!(first.seen.is_none() && first.record.id == "dlv-1");
        assert_eq!(history.tried("wh-1", "evt-1"), 3);
        assert_eq!(history.tried("wh-2", "evt-1"), 0);
    }
}
