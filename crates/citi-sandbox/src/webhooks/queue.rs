//! [`Queues`]: what waits for each webhook.

use std::collections::{BTreeMap, VecDeque};

use axum::body::Bytes;
use jiff::Timestamp;

use super::{DeliveryRecord, schedule};

/// What waits for each webhook, in the order of the events, and what was sent. A webhook that does not
/// answer holds its own row up and no other.
#[derive(Default)]
pub(crate) struct Queues {
    rows: BTreeMap<String, Row>,
    records: VecDeque<DeliveryRecord>,
}

#[derive(Default)]
struct Row {
    client_id: String,
    waiting: VecDeque<Waiting>,
    /// Its head is on the way.
    busy: bool,
}

struct Waiting {
    event_id: String,
    kind: String,
    body: Bytes,
    due: Timestamp,
    first: Option<Timestamp>,
    attempts: u32,
}

/// An event that is to be sent now.
pub(super) struct Job {
    pub(super) client_id: String,
    pub(super) webhook_id: String,
    pub(super) body: Bytes,
}

/// How many attempts are remembered.
const KEPT: usize = 10_000;

impl Queues {
    /// Puts an event at the end of a webhook's row.
    pub(super) fn push(
        &mut self,
        (client_id, webhook_id): (&str, &str),
        (event_id, kind): (&str, &str),
        body: Bytes,
        now: Timestamp,
    ) {
        let row = self.rows.entry(webhook_id.to_owned()).or_default();
        client_id.clone_into(&mut row.client_id);
        row.waiting.push_back(Waiting {
            event_id: event_id.to_owned(),
            kind: kind.to_owned(),
            body,
            due: now,
            first: None,
            attempts: 0,
        });
    }

    /// The heads that are due; each is on its way until [`done`](Self::done).
    pub(super) fn due(&mut self, now: Timestamp) -> Vec<Job> {
        let mut jobs = Vec::new();
        for (webhook_id, row) in &mut self.rows {
            let head = row.waiting.front_mut().filter(|head| head.due <= now);
            let Some(head) = head.filter(|_| !row.busy) else {
                continue;
            };
            head.first.get_or_insert(now);
            head.attempts += 1;
            row.busy = true;
            jobs.push(Job {
                client_id: row.client_id.clone(),
                webhook_id: webhook_id.clone(),
                body: head.body.clone(),
            });
        }
        jobs
    }

    /// Takes in how an attempt ended: with a status, or with why there is none.
    pub(super) fn done(&mut self, webhook_id: &str, end: Result<u16, String>, now: Timestamp) {
        let Some(row) = self.rows.get_mut(webhook_id) else {
            return;
        };
        row.busy = false;
        let Some(mut head) = row.waiting.pop_front() else {
            return;
        };
        let delivered = matches!(end, Ok(200..=299));
        let next_at = match delivered {
            true => None,
            false => schedule::next(head.first.unwrap_or(now), head.attempts, now),
        };
        let record = DeliveryRecord {
            at: now,
            client_id: row.client_id.clone(),
            webhook_id: webhook_id.to_owned(),
            event_id: head.event_id.clone(),
            event_type: head.kind.clone(),
            attempt: head.attempts,
            status: end.as_ref().ok().copied(),
            error: end.err(),
            delivered,
            next_at,
        };
        if let Some(due) = next_at {
            head.due = due;
            row.waiting.push_front(head);
        }
        if self.records.len() == KEPT {
            self.records.pop_front();
        }
        self.records.push_back(record);
    }

    /// Throws a webhook's row away.
    pub(super) fn forget(&mut self, webhook_id: &str) {
        self.rows.remove(webhook_id);
    }

    /// Whether nothing is due; what is on the way is, until it arrives.
    pub(crate) fn is_settled(&self, now: Timestamp) -> bool {
        self.rows
            .values()
            .all(|row| row.waiting.front().is_none_or(|head| head.due > now))
    }

    /// Every attempt that is remembered, the oldest first.
    pub(crate) fn records(&self) -> Vec<DeliveryRecord> {
        self.records.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::clock::later;

    fn now() -> Timestamp {
        "2026-03-02T14:00:00Z".parse().unwrap()
    }

    fn queues() -> Queues {
        let mut queues = Queues::default();
        for (webhook, event) in [("wh-1", "evt-1"), ("wh-1", "evt-2"), ("wh-2", "evt-1")] {
            let event = (event, "payment.completed");
            queues.push(("app", webhook), event, Bytes::new(), now());
        }
        queues
    }

    fn ids(queues: &Queues) -> Vec<String> {
        let of = |record: DeliveryRecord| {
            format!(
                "{} {} {}",
                record.webhook_id, record.event_id, record.attempt
            )
        };
        queues.records().into_iter().map(of).collect()
    }

    #[test]
    fn a_row_keeps_its_order_and_holds_up_no_other() {
        let mut queues = queues();
        assert_eq!(queues.due(now()).len(), 2);
        assert_eq!(queues.due(now()).len(), 0);
        assert!(!queues.is_settled(now()));
        queues.done("wh-1", Ok(500), now());
        queues.done("wh-2", Ok(204), now());
        assert_eq!(queues.due(now()).len(), 0);
        assert!(queues.is_settled(now()));
        let then = later(now(), Duration::from_secs(5));
        assert!(!queues.is_settled(then));
        for _ in 0..2 {
            assert_eq!(queues.due(then).len(), 1);
            queues.done("wh-1", Ok(200), then);
        }
        assert_eq!(
            ids(&queues),
            [
                "wh-1 evt-1 1",
                "wh-2 evt-1 1",
                "wh-1 evt-1 2",
                "wh-1 evt-2 1"
            ]
        );
    }

    #[test]
    fn what_is_given_up_makes_room_for_the_next() {
        let mut queues = queues();
        queues.due(now());
        queues.done("wh-1", Err("no answer".to_owned()), now());
        let day = later(now(), Duration::from_secs(86_400));
        queues.due(day);
        queues.done("wh-1", Err("no answer".to_owned()), day);
        assert_eq!(queues.records().last().unwrap().next_at, None);
        assert_eq!(queues.due(day).len(), 1);
    }
}
