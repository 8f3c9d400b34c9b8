//! [`Queues`]: what waits for each webhook.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::body::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::history::History;
use super::send::Sent;
use super::{Attempt, DeliveryRecord, EventRecord, schedule};
use crate::clock::later;
use crate::faults::{FaultKind, Hit};
use crate::image::{ImageError, pairs, utf8};
use crate::table::{Changes, Reader, Table};

/// What waits for each webhook, in the order of the events, and what was sent. A webhook that does not
/// answer holds its own row up and no other.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Queues {
    /// The application of each webhook that has a row.
    rows: Table<String, String>,
    /// By webhook, and by place in its row.
    #[serde(with = "pairs")]
    waiting: Table<Place, Waiting>,
    /// The webhooks to which the heads of their rows are on the way. In an image none is: they are sent again.
    #[serde(skip)]
    busy: BTreeSet<String>,
    history: History,
    /// How often it was put back to what it was before; what was on its way then is none of it.
    #[serde(skip)]
    age: u64,
}

/// A webhook, and a place in its row.
type Place = (String, i64);

#[derive(Serialize, Deserialize)]
struct Waiting {
    event_id: String,
    kind: String,
    #[serde(with = "utf8")]
    body: Bytes,
    due: Timestamp,
    first: Option<Timestamp>,
    attempts: u32,
    by_hand: bool,
    /// What went wrong when it was put here.
    fault: Option<Hit>,
    /// It was delivered, and is sent once more.
    again: bool,
}

impl Waiting {
    /// Whether it lets the next event pass before it.
    fn gives_way(&self) -> bool {
        let kind = self.fault.as_ref().map(|hit| hit.fault.kind());
        kind == Some(FaultKind::OutOfOrder) && self.attempts == 0
    }
}

/// An event that is to be sent now.
pub(super) struct Job {
    pub(super) client_id: String,
    pub(super) webhook_id: String,
    pub(super) event_id: String,
    pub(super) kind: String,
    pub(super) body: Bytes,
    /// It was delivered, and is sent once more.
    pub(super) again: bool,
    /// The age of the queues.
    pub(super) age: u64,
}

impl Queues {
    /// Remembers an event; the oldest is forgotten when there are too many.
    pub(super) fn tell(&mut self, event: EventRecord, body: Bytes) {
        self.history.tell(event, body);
    }

    /// Puts an event at the end of a webhook's row. One that came late or out of order by a fault waits;
    /// the latter until the next event has gone before it.
    pub(super) fn push(
        &mut self,
        (client_id, webhook_id): (&str, &str),
        (event_id, kind): (&str, &str),
        body: Bytes,
        fault: Option<Hit>,
        now: Timestamp,
    ) {
        self.open(client_id, webhook_id);
        let wait = match &fault {
            Some(hit) if hit.fault.kind() == FaultKind::ClockSkew => 0,
            Some(hit) => hit.fault.whole("seconds"),
            None => 0,
        };
        let wait = Duration::from_secs(u64::try_from(wait).unwrap_or(0));
        let waiting = Waiting {
            event_id: event_id.to_owned(),
            kind: kind.to_owned(),
            body,
            due: later(now, wait),
            first: None,
            attempts: 0,
            by_hand: false,
            fault,
            again: false,
        };
        let last = self.row(webhook_id).next_back();
        let last = last.map(|(place, last)| (place.clone(), last.gives_way()));
        let Some((last, gives_way)) = last else {
            self.waiting.insert((webhook_id.to_owned(), 0), waiting);
            return;
        };
        let behind = (last.0.clone(), last.1.saturating_add(1));
        match gives_way {
            true => {
                if let Some(mut passed) = self.waiting.remove(&last) {
                    passed.due = passed.due.min(waiting.due);
                    self.waiting.insert(behind, passed);
                }
                self.waiting.insert(last, waiting);
            }
            false => self.waiting.insert(behind, waiting),
        }
    }

    /// Puts an event where it is sent next. One that waits for its next attempt makes it now, and goes on
    /// by the schedule; one that does not is sent this once.
    pub(super) fn push_first(
        &mut self,
        (client_id, webhook_id): (&str, &str),
        event: &EventRecord,
        body: Bytes,
        now: Timestamp,
    ) {
        let attempts = self.history.tried(webhook_id, &event.id);
        self.open(client_id, webhook_id);
        let is_busy = self.busy.contains(webhook_id);
        let same = self.row(webhook_id).find(|it| it.1.event_id == event.id);
        let same = same.map(|(place, _)| place.clone());
        // It is on its way this moment.
        if is_busy && same.is_some() && same == self.head(webhook_id) {
            return;
        }
        let waiting = same.and_then(|place| self.waiting.remove(&place));
        let mut waiting = waiting.unwrap_or(Waiting {
            event_id: event.id.clone(),
            kind: event.event_type.clone(),
            body,
            due: now,
            first: None,
            attempts,
            by_hand: true,
            fault: None,
            again: false,
        });
        waiting.due = now;
        let Some(head) = self.head(webhook_id) else {
            self.waiting.insert((webhook_id.to_owned(), 0), waiting);
            return;
        };
        let before = (head.0.clone(), head.1.saturating_sub(1));
        match is_busy {
            // The one on its way stays in front.
            true => {
                if let Some(busy) = self.waiting.remove(&head) {
                    self.waiting.insert(before, busy);
                }
                self.waiting.insert(head, waiting);
            }
            false => self.waiting.insert(before, waiting),
        }
    }

    /// Sees to it that a webhook has a row.
    fn open(&mut self, client_id: &str, webhook_id: &str) {
        if self.rows.get(webhook_id).is_none_or(|it| it != client_id) {
            self.rows
                .insert(webhook_id.to_owned(), client_id.to_owned());
        }
    }

    /// What waits for a webhook, the head first.
    fn row(&self, webhook_id: &str) -> impl DoubleEndedIterator<Item = (&Place, &Waiting)> {
        let place = |number| (webhook_id.to_owned(), number);
        self.waiting.range(place(i64::MIN)..=place(i64::MAX))
    }

    fn head(&self, webhook_id: &str) -> Option<Place> {
        self.row(webhook_id).next().map(|(place, _)| place.clone())
    }

    /// The heads that are due; each is on its way until [`done`](Self::done).
    pub(super) fn due(&mut self, now: Timestamp) -> Vec<Job> {
        let free = self.rows.keys().filter(|it| !self.busy.contains(*it));
        let heads = free.filter_map(|webhook_id| self.row(webhook_id).next());
        let due = heads.filter(|(_, head)| head.due <= now);
        let due: Vec<_> = due.map(|(place, _)| place.clone()).collect();
        let mut jobs = Vec::new();
        for place in due {
            let (Some(client_id), Some(head)) =
                (self.rows.get(&place.0), self.waiting.get_mut(&place))
            else {
                continue;
            };
            head.first.get_or_insert(now);
            head.attempts += 1;
            jobs.push(Job {
                client_id: client_id.clone(),
                webhook_id: place.0.clone(),
                event_id: head.event_id.clone(),
                kind: head.kind.clone(),
                body: head.body.clone(),
                again: head.again,
                age: self.age,
            });
            self.busy.insert(place.0);
        }
        jobs
    }

    /// Takes in how an attempt ended: with a status, or with why there is none; and the fault that it met.
    pub(super) fn done(
        &mut self,
        webhook_id: &str,
        sent: Sent,
        fault: Option<&Hit>,
        now: Timestamp,
    ) {
        self.busy.remove(webhook_id);
        let Some(client_id) = self.rows.get(webhook_id).cloned() else {
            return;
        };
        let Some(place) = self.head(webhook_id) else {
            return;
        };
        let Some(mut head) = self.waiting.remove(&place) else {
            return;
        };
        let Sent { end, seen } = sent;
        let delivered = matches!(end, Ok(200..=299));
        let twice = fault.is_some_and(|hit| hit.fault.kind() == FaultKind::Duplicated);
        let next_at = match delivered {
            true if twice => {
                head.again = true;
                Some(now)
            }
            false if head.by_hand => None,
            true => None,
            false => schedule::next(head.first.unwrap_or(now), head.attempts, now),
        };
        let record = DeliveryRecord {
            id: self.history.next_id(),
            at: now,
            client_id,
            webhook_id: webhook_id.to_owned(),
            event_id: head.event_id.clone(),
            event_type: head.kind.clone(),
            attempt: head.attempts,
            status: end.as_ref().ok().copied(),
            error: end.err(),
            delivered,
            fault: fault.or(head.fault.as_ref()).map(Hit::label),
            next_at,
            by_hand: head.by_hand,
        };
        if let Some(due) = next_at {
            head.due = due;
            self.waiting.insert(place, head);
        }
        self.history.attempted(record, seen);
    }

    /// Whether what left at an age may come back: the queues were not put back meanwhile.
    pub(super) fn is_of(&self, age: u64) -> bool {
        self.age == age
    }

    /// Becomes what is given, so that nothing that is on its way comes back to it.
    pub(crate) fn put_back(&mut self, other: Self) {
        let age = self.age.wrapping_add(1);
        *self = Self { age, ..other };
    }

    /// Throws a webhook's row away.
    pub(super) fn forget(&mut self, webhook_id: &str) {
        self.rows.remove(&webhook_id.to_owned());
        self.busy.remove(webhook_id);
        self.waiting.retain(|(whose, _), _| whose != webhook_id);
    }

    /// Throws the rows of an application's webhooks away.
    pub(crate) fn forget_client(&mut self, client_id: &str) {
        let own = self.rows.iter().filter(|(_, whose)| *whose == client_id);
        let own: Vec<_> = own.map(|(webhook_id, _)| webhook_id.clone()).collect();
        for webhook_id in own {
            self.forget(&webhook_id);
        }
    }

    /// Whether nothing is due; what is on the way is, until it arrives.
    pub(crate) fn is_settled(&self, now: Timestamp) -> bool {
        let mut heads = self.rows.keys().filter_map(|it| self.row(it).next());
        heads.all(|(_, head)| head.due > now)
    }

    /// Gives what changed since this was last called.
    pub(crate) fn changes(&mut self, to: &mut Changes) {
        let Self {
            rows,
            waiting,
            busy: _,
            history,
            age: _,
        } = self;
        rows.changes("webhooks/rows", to);
        waiting.changes("webhooks/waiting", to);
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
            busy: BTreeSet::new(),
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
    use super::*;
    use crate::webhooks::story::Seen;

    fn now() -> Timestamp {
        "2026-03-02T14:00:00Z".parse().unwrap()
    }

    fn end(end: Result<u16, &str>) -> Sent {
        let seen = Seen {
            url: String::new(),
            headers: Vec::new(),
            body: Bytes::new(),
            took: Duration::ZERO,
            answer: None,
        };
        let end = end.map_err(str::to_owned);
        Sent { end, seen }
    }

    fn told(id: &str) -> EventRecord {
        EventRecord {
            id: id.to_owned(),
            event_type: "payment.completed".to_owned(),
            at: now(),
            client_id: None,
            test: false,
        }
    }

    fn queues() -> Queues {
        let mut queues = Queues::default();
        for (webhook, event) in [("wh-1", "evt-1"), ("wh-1", "evt-2"), ("wh-2", "evt-1")] {
            let event = (event, "payment.completed");
            queues.push(("app", webhook), event, Bytes::new(), None, now());
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
        queues.done("wh-1", end(Ok(500)), None, now());
        queues.done("wh-2", end(Ok(204)), None, now());
        assert_eq!(queues.due(now()).len(), 0);
        assert!(queues.is_settled(now()));
        let then = later(now(), Duration::from_secs(5));
        assert!(!queues.is_settled(then));
        for _ in 0..2 {
            assert_eq!(queues.due(then).len(), 1);
            queues.done("wh-1", end(Ok(200)), None, then);
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

    fn order(queues: &mut Queues, at: Timestamp) -> Vec<String> {
        while !queues.due(at).is_empty() {
            queues.done("wh-1", end(Ok(204)), None, at);
        }
        ids(queues)
    }

    fn push(queues: &mut Queues, event: &str, fault: Option<&str>) {
        let fault = fault.map(|text| Hit {
            rule: "fault-1".to_owned(),
            fault: text.parse().unwrap(),
            drawn: 0,
        });
        let event = (event, "payment.completed");
        queues.push(("app", "wh-1"), event, Bytes::new(), fault, now());
    }

    #[test]
    fn a_late_event_waits_and_those_behind_it_too() {
        let mut queues = Queues::default();
        push(&mut queues, "evt-1", Some("late; seconds=60"));
        push(&mut queues, "evt-2", None);
        assert_eq!(order(&mut queues, now()), Vec::<String>::new());
        let then = later(now(), Duration::from_secs(60));
        assert_eq!(order(&mut queues, then), ["wh-1 evt-1 1", "wh-1 evt-2 1"]);
        let label = queues.records()[0].fault.clone();
        assert_eq!(label.as_deref(), Some("fault-1; kind=late"));
    }

    #[test]
    fn an_event_out_of_order_comes_after_the_next_or_after_its_wait() {
        let mut queues = Queues::default();
        push(&mut queues, "evt-1", Some("out-of-order"));
        assert_eq!(order(&mut queues, now()), Vec::<String>::new());
        push(&mut queues, "evt-2", None);
        assert_eq!(order(&mut queues, now()), ["wh-1 evt-2 1", "wh-1 evt-1 1"]);
        push(&mut queues, "evt-3", Some("out-of-order; seconds=5"));
        let then = later(now(), Duration::from_secs(5));
        assert_eq!(order(&mut queues, then).last().unwrap(), "wh-1 evt-3 1");
    }

    #[test]
    fn what_is_given_up_makes_room_for_the_next() {
        let mut queues = queues();
        queues.due(now());
        queues.done("wh-1", end(Err("no answer")), None, now());
        let day = later(now(), Duration::from_secs(86_400));
        queues.due(day);
        queues.done("wh-1", end(Err("no answer")), None, day);
        assert_eq!(queues.records().last().unwrap().next_at, None);
        assert_eq!(queues.due(day).len(), 1);
    }

    #[test]
    fn what_waits_is_sent_now_by_hand_and_goes_on_by_the_schedule() {
        let mut queues = queues();
        queues.due(now());
        queues.done("wh-1", end(Ok(500)), None, now());
        queues.push_first(("app", "wh-1"), &told("evt-1"), Bytes::new(), now());
        assert_eq!(queues.due(now()).len(), 1);
        // It is on its way: nothing is added.
        queues.push_first(("app", "wh-1"), &told("evt-1"), Bytes::new(), now());
        queues.done("wh-1", end(Ok(500)), None, now());
        let last = queues.records().pop().unwrap();
        assert_eq!((last.attempt, last.by_hand), (2, false));
        assert_eq!(last.next_at, Some(later(now(), Duration::from_secs(300))));
        assert_eq!(queues.due(now()).len(), 0);
    }

    #[test]
    fn what_was_delivered_is_sent_once_more_and_holds_nothing_up() {
        let mut queues = queues();
        queues.due(now());
        queues.done("wh-1", end(Ok(200)), None, now());
        // Before the one that waits behind it.
        queues.push_first(("app", "wh-1"), &told("evt-1"), Bytes::new(), now());
        queues.due(now());
        queues.done("wh-1", end(Ok(500)), None, now());
        let last = queues.records().pop().unwrap();
        assert_eq!((last.attempt, last.by_hand, last.next_at), (2, true, None));
        queues.due(now());
        queues.done("wh-1", end(Ok(200)), None, now());
        assert_eq!(queues.records().pop().unwrap().event_id, "evt-2");
    }
}
