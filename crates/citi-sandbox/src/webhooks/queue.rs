//! [`Queues`]: what waits for each webhook.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

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

/// What waits for each webhook, and what was sent. First attempts go out in the order of the events; what
/// failed is sent again at its own time, and holds up no later event. A webhook is sent one thing after
/// another, each at its time by the sandbox's clock, so that it sees the same order however the clock jumps;
/// only one that takes long to answer is sent the next one meanwhile.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Queues {
    /// The application of each webhook that has a row.
    rows: Table<String, String>,
    /// First attempts, by webhook and by place in its row.
    #[serde(with = "pairs")]
    waiting: Table<Place, Waiting>,
    /// What is sent again, or by hand: by webhook, by when it is due, and in the order in which it was put here.
    #[serde(with = "pairs", default)]
    again: Table<Due, Waiting>,
    /// How many were ever put there.
    #[serde(default)]
    numbered: u64,
    /// What is on the way, and since when by the clock on the wall. In an image nothing is: it is sent again.
    #[serde(skip)]
    under_way: BTreeMap<Spot, Instant>,
    history: History,
    /// How often it was put back to what it was before; what was on its way then is none of it.
    #[serde(skip)]
    age: u64,
}

/// A webhook, and a place in its row.
type Place = (String, i64);
/// A webhook, when it is sent something again, and a number.
type Due = (String, Timestamp, u64);

/// Where something waits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    First(Place),
    Again(Due),
}

impl Spot {
    fn webhook_id(&self) -> &str {
        match self {
            Self::First((webhook_id, _)) | Self::Again((webhook_id, _, _)) => webhook_id,
        }
    }
}

/// How long a webhook may take to answer before it is sent the next event.
const PATIENCE: Duration = Duration::from_secs(1);

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
    /// Whether it lets an event pass before it that happened at a moment.
    fn gives_way(&self, at: Timestamp) -> bool {
        let kind = self.fault.as_ref().map(|hit| hit.fault.kind());
        kind == Some(FaultKind::OutOfOrder) && at <= self.due
    }
}

/// An event that is to be sent now.
pub(super) struct Job {
    pub(super) client_id: String,
    pub(super) event_id: String,
    pub(super) kind: String,
    pub(super) body: Bytes,
    /// When it was due, by the sandbox's clock, which may have jumped on since.
    pub(super) at: Timestamp,
    /// It was delivered, and is sent once more.
    pub(super) again: bool,
    /// Where it waits until it is [done](Queues::done).
    pub(super) spot: Spot,
    /// The age of the queues.
    pub(super) age: u64,
}

impl Job {
    pub(super) fn webhook_id(&self) -> &str {
        self.spot.webhook_id()
    }
}

impl Queues {
    /// Remembers an event; the oldest is forgotten when there are too many.
    pub(super) fn tell(&mut self, event: EventRecord, body: Bytes) {
        self.history.tell(event, body);
    }

    /// Puts an event that happened at a moment at the end of a webhook's row. One that came late or out of
    /// order by a fault waits; the latter until the next event has gone before it.
    pub(super) fn push(
        &mut self,
        (client_id, webhook_id): (&str, &str),
        (event_id, kind): (&str, &str),
        body: Bytes,
        fault: Option<Hit>,
        at: Timestamp,
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
            due: later(at, wait),
            first: None,
            attempts: 0,
            by_hand: false,
            fault,
            again: false,
        };
        let last = self.row(webhook_id).next_back();
        let Some((last, gives_way)) = last.map(|(place, it)| (place.clone(), it.gives_way(at)))
        else {
            self.waiting.insert((webhook_id.to_owned(), 0), waiting);
            return;
        };
        let is_here = !self.under_way.contains_key(&Spot::First(last.clone()));
        let behind = (last.0.clone(), last.1.saturating_add(1));
        match gives_way && is_here {
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

    /// Puts an event where it is sent now. One that waits for an attempt makes it now, and goes on by the
    /// schedule; one that does not is sent this once.
    pub(super) fn push_first(
        &mut self,
        (client_id, webhook_id): (&str, &str),
        event: &EventRecord,
        body: Bytes,
        now: Timestamp,
    ) {
        let attempts = self.history.tried(webhook_id, &event.id);
        self.open(client_id, webhook_id);
        let same = self.spot(webhook_id, &event.id);
        // It is on its way this moment.
        if same
            .as_ref()
            .is_some_and(|it| self.under_way.contains_key(it))
        {
            return;
        }
        let waiting = same.and_then(|spot| self.take(&spot));
        let waiting = waiting.unwrap_or(Waiting {
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
        self.put_again(webhook_id, waiting, now);
    }

    /// Sees to it that a webhook has a row.
    fn open(&mut self, client_id: &str, webhook_id: &str) {
        if self.rows.get(webhook_id).is_none_or(|it| it != client_id) {
            self.rows
                .insert(webhook_id.to_owned(), client_id.to_owned());
        }
    }

    /// First attempts that wait for a webhook, in their order.
    fn row(&self, webhook_id: &str) -> impl DoubleEndedIterator<Item = (&Place, &Waiting)> {
        let place = |number| (webhook_id.to_owned(), number);
        self.waiting.range(place(i64::MIN)..=place(i64::MAX))
    }

    /// What a webhook is sent again, by its time.
    fn row_again(&self, webhook_id: &str) -> impl Iterator<Item = (&Due, &Waiting)> {
        let first = (webhook_id.to_owned(), Timestamp::MIN, 0);
        let last = (webhook_id.to_owned(), Timestamp::MAX, u64::MAX);
        self.again.range(first..=last)
    }

    /// Where an event waits for a webhook, if it does.
    fn spot(&self, webhook_id: &str, event_id: &str) -> Option<Spot> {
        let mut firsts = self.row(webhook_id);
        let first = firsts.find(|(_, it)| it.event_id == event_id);
        let mut again = self.row_again(webhook_id);
        let again = again.find(|(_, it)| it.event_id == event_id);
        let first = first.map(|(place, _)| Spot::First(place.clone()));
        first.or(again.map(|(due, _)| Spot::Again(due.clone())))
    }

    fn take(&mut self, spot: &Spot) -> Option<Waiting> {
        match spot {
            Spot::First(place) => self.waiting.remove(place),
            Spot::Again(due) => self.again.remove(due),
        }
    }

    fn put_again(&mut self, webhook_id: &str, mut waiting: Waiting, due: Timestamp) {
        waiting.due = due;
        let number = self.numbered;
        self.numbered = number.saturating_add(1);
        self.again
            .insert((webhook_id.to_owned(), due, number), waiting);
    }

    /// What a webhook is to be sent next, and when it is due: the first attempt whose turn it is, or what is
    /// sent again before that.
    fn next(&self, webhook_id: &str) -> Option<(Timestamp, Spot)> {
        let firsts = self.row(webhook_id);
        let firsts = firsts.map(|(place, it)| (it.due, Spot::First(place.clone())));
        let again = self.row_again(webhook_id);
        let again = again.map(|(due, it)| (it.due, Spot::Again(due.clone())));
        let is_here = |(_, spot): &(Timestamp, Spot)| !self.under_way.contains_key(spot);
        let (mut firsts, mut again) = (firsts.filter(is_here), again.filter(is_here));
        match (firsts.next(), again.next()) {
            (Some(first), Some(again)) if first.0 < again.0 => Some(first),
            (first, again) => again.or(first),
        }
    }

    /// What is due, at most one thing for a webhook; each is on its way until [`done`](Self::done). `wall` is
    /// what the clock on the wall says. If all are to be sent `in_order`, it is one thing at all, so that a
    /// clock that jumps gives the same deliveries each time.
    pub(super) fn due(&mut self, now: Timestamp, wall: Instant, in_order: bool) -> Vec<Job> {
        let is_waited_for = |(_, since): &(&Spot, &Instant)| **since + PATIENCE > wall;
        let busy = self.under_way.iter().filter(is_waited_for);
        let busy: BTreeSet<_> = busy.map(|(spot, _)| spot.webhook_id().to_owned()).collect();
        if in_order && !busy.is_empty() {
            return Vec::new();
        }
        let free = self.rows.iter().filter(|(it, _)| !busy.contains(*it));
        let mut due: Vec<_> = free
            .filter_map(|(webhook_id, client_id)| {
                let next = self.next(webhook_id)?;
                (next.0 <= now).then(|| (client_id.clone(), next))
            })
            .collect();
        if in_order {
            due.sort_by_key(|(_, (at, _))| *at);
            due.truncate(1);
        }
        let mut jobs = Vec::new();
        for (client_id, (at, spot)) in due {
            let waiting = match &spot {
                Spot::First(place) => self.waiting.get(place),
                Spot::Again(due) => self.again.get(due),
            };
            let Some(waiting) = waiting else {
                continue;
            };
            jobs.push(Job {
                client_id,
                event_id: waiting.event_id.clone(),
                kind: waiting.kind.clone(),
                body: waiting.body.clone(),
                at,
                again: waiting.again,
                spot: spot.clone(),
                age: self.age,
            });
            self.under_way.insert(spot.clone(), wall);
            if let Spot::First(place) = spot {
                self.hold_back(&place, at);
            }
        }
        jobs
    }

    /// Those behind a first attempt are not made before it.
    fn hold_back(&mut self, place: &Place, at: Timestamp) {
        let next = self.row(&place.0).find(|(it, _)| *it > place);
        let next = next.filter(|(_, it)| it.due < at).map(|it| it.0.clone());
        if let Some(next) = next.and_then(|next| self.waiting.get_mut(&next)) {
            next.due = at;
        }
    }

    /// Takes in how an attempt ended at a moment: with a status, or with why there is none; and the fault that
    /// it met.
    pub(super) fn done(&mut self, job: &Job, sent: Sent, fault: Option<&Hit>, at: Timestamp) {
        self.under_way.remove(&job.spot);
        let Some(mut waiting) = self.take(&job.spot) else {
            return;
        };
        waiting.attempts = waiting.attempts.saturating_add(1);
        let first = *waiting.first.get_or_insert(job.at);
        let Sent { end, seen } = sent;
        let delivered = matches!(end, Ok(200..=299));
        let twice = fault.is_some_and(|hit| hit.fault.kind() == FaultKind::Duplicated);
        let next_at = match delivered {
            true if twice => {
                waiting.again = true;
                Some(at)
            }
            false if waiting.by_hand => None,
            true => None,
            false => schedule::next(first, waiting.attempts, at),
        };
        let record = DeliveryRecord {
            id: self.history.next_id(),
            at,
            client_id: job.client_id.clone(),
            webhook_id: job.webhook_id().to_owned(),
            event_id: waiting.event_id.clone(),
            event_type: waiting.kind.clone(),
            attempt: waiting.attempts,
            status: end.as_ref().ok().copied(),
            error: end.err(),
            delivered,
            fault: fault.or(waiting.fault.as_ref()).map(Hit::label),
            next_at,
            by_hand: waiting.by_hand,
        };
        if let Some(due) = next_at {
            self.put_again(job.webhook_id(), waiting, due);
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

    /// Whether nothing is due; what is on the way is, until it arrives.
    pub(crate) fn is_settled(&self, now: Timestamp) -> bool {
        self.under_way.is_empty()
            && self.rows.keys().all(|webhook_id| {
                let next = self.next(webhook_id);
                next.is_none_or(|(due, _)| due > now)
            })
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

    /// Sends all that is due by `now`, with this status, at its own time; gives the jobs.
    fn send(queues: &mut Queues, status: u16, now: Timestamp) -> Vec<Job> {
        let jobs = queues.due(now, Instant::now(), false);
        for job in &jobs {
            queues.done(job, end(Ok(status)), None, job.at);
        }
        jobs
    }

    fn after(seconds: u64) -> Timestamp {
        later(now(), Duration::from_secs(seconds))
    }

    #[test]
    fn a_webhook_is_sent_one_thing_after_another_and_holds_up_no_other() {
        let mut queues = queues();
        let wall = Instant::now();
        let jobs = queues.due(now(), wall, false);
        assert_eq!(jobs.len(), 2);
        assert!(queues.due(now(), wall, false).is_empty());
        assert!(!queues.is_settled(now()));
        for job in &jobs {
            queues.done(job, end(Ok(204)), None, now());
        }
        assert!(!queues.is_settled(now()));
        assert_eq!(send(&mut queues, 204, now()).len(), 1);
        assert!(queues.is_settled(now()));
        assert_eq!(
            ids(&queues),
            ["wh-1 evt-1 1", "wh-2 evt-1 1", "wh-1 evt-2 1"]
        );
    }

    #[test]
    fn what_failed_holds_up_no_later_event_and_is_sent_again_at_its_time() {
        let mut queues = Queues::default();
        for number in 1..=3 {
            push(&mut queues, &format!("evt-{number}"), None);
        }
        while !send(&mut queues, 500, now()).is_empty() {}
        let firsts = ["wh-1 evt-1 1", "wh-1 evt-2 1", "wh-1 evt-3 1"];
        assert_eq!(ids(&queues), firsts);
        assert!(queues.is_settled(now()) && !queues.is_settled(after(5)));
        // What happened meanwhile goes before what is sent again after it.
        let (who, event) = (("app", "wh-1"), ("evt-4", "payment.completed"));
        queues.push(who, event, Bytes::new(), None, after(4));
        while !send(&mut queues, 204, after(5)).is_empty() {}
        let then = [
            "wh-1 evt-4 1",
            "wh-1 evt-1 2",
            "wh-1 evt-2 2",
            "wh-1 evt-3 2",
        ];
        assert_eq!(ids(&queues)[3..], then);
    }

    #[test]
    fn over_a_jump_each_attempt_is_made_in_its_order_at_its_own_time_and_none_after_a_day() {
        let mut queues = Queues::default();
        push(&mut queues, "evt-1", None);
        let far = after(3 * 86_400);
        let mut times = Vec::new();
        loop {
            let jobs = send(&mut queues, 500, far);
            let Some(job) = jobs.first() else { break };
            times.push(job.at.to_string());
        }
        assert_eq!(
            times,
            [
                "2026-03-02T14:00:00Z",
                "2026-03-02T14:00:05Z",
                "2026-03-02T14:05:05Z",
                "2026-03-02T14:35:05Z",
                "2026-03-02T16:35:05Z",
                "2026-03-02T21:35:05Z",
                "2026-03-03T07:35:05Z",
                "2026-03-03T14:00:00Z",
            ]
        );
        let records = queues.records();
        assert!(
            records
                .iter()
                .zip(&times)
                .all(|(it, at)| it.at.to_string() == *at)
        );
        assert_eq!(records.last().unwrap().next_at, None);
    }

    #[test]
    fn who_takes_long_to_answer_is_sent_the_next_event_meanwhile() {
        let mut queues = queues();
        let wall = Instant::now();
        let hanging = queues.due(now(), wall, false);
        let soon = wall + PATIENCE - Duration::from_nanos(1);
        assert!(queues.due(now(), soon, false).is_empty());
        let next = queues.due(now(), wall + PATIENCE, false);
        assert_eq!(next.len(), 1);
        assert_eq!(next[0].event_id, "evt-2");
        queues.done(&next[0], end(Ok(204)), None, now());
        queues.done(&hanging[0], end(Err("no answer")), None, now());
        assert_eq!(ids(&queues), ["wh-1 evt-2 1", "wh-1 evt-1 1"]);
    }

    #[test]
    fn in_order_one_thing_is_sent_at_a_time_the_earliest_first() {
        let mut queues = queues();
        let event = ("evt-0", "payment.completed");
        let early = now() - jiff::SignedDuration::from_secs(1);
        queues.push(("app", "wh-3"), event, Bytes::new(), None, early);
        let wall = Instant::now();
        let mut sent = Vec::new();
        while let [job] = queues.due(now(), wall, true).as_slice() {
            assert!(queues.due(now(), wall, true).is_empty());
            sent.push(format!("{} {}", job.webhook_id(), job.event_id));
            queues.done(job, end(Ok(204)), None, now());
        }
        let wanted = ["wh-3 evt-0", "wh-1 evt-1", "wh-1 evt-2", "wh-2 evt-1"];
        assert_eq!(sent, wanted);
    }

    #[test]
    fn what_is_on_the_way_is_sent_again_out_of_an_image() {
        let mut queues = queues();
        assert_eq!(queues.due(now(), Instant::now(), false).len(), 2);
        let text = serde_json::to_string(&queues).unwrap();
        let mut again: Queues = serde_json::from_str(&text).unwrap();
        assert_eq!(again.due(now(), Instant::now(), false).len(), 2);
    }

    fn order(queues: &mut Queues, at: Timestamp) -> Vec<String> {
        while !send(queues, 204, at).is_empty() {}
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
    fn an_event_out_of_order_does_not_wait_longer_than_its_wait() {
        let mut queues = Queues::default();
        push(&mut queues, "evt-1", Some("out-of-order; seconds=5"));
        let (who, event) = (("app", "wh-1"), ("evt-2", "payment.completed"));
        queues.push(who, event, Bytes::new(), None, after(6));
        assert_eq!(
            order(&mut queues, after(9)),
            ["wh-1 evt-1 1", "wh-1 evt-2 1"]
        );
    }

    #[test]
    fn what_waits_is_sent_now_by_hand_and_goes_on_by_the_schedule() {
        let mut queues = Queues::default();
        push(&mut queues, "evt-1", None);
        send(&mut queues, 500, now());
        queues.push_first(("app", "wh-1"), &told("evt-1"), Bytes::new(), now());
        let jobs = queues.due(now(), Instant::now(), false);
        assert_eq!(jobs.len(), 1);
        // It is on its way: nothing is added.
        queues.push_first(("app", "wh-1"), &told("evt-1"), Bytes::new(), now());
        queues.done(&jobs[0], end(Ok(500)), None, now());
        let last = queues.records().pop().unwrap();
        assert_eq!((last.attempt, last.by_hand), (2, false));
        assert_eq!(last.next_at, Some(after(300)));
        assert!(send(&mut queues, 500, now()).is_empty());
    }

    #[test]
    fn what_was_delivered_is_sent_once_more_and_holds_nothing_up() {
        let mut queues = queues();
        send(&mut queues, 200, now());
        // Before the one that waits for its first attempt.
        queues.push_first(("app", "wh-1"), &told("evt-1"), Bytes::new(), now());
        send(&mut queues, 500, now());
        let last = queues.records().pop().unwrap();
        assert_eq!((last.attempt, last.by_hand, last.next_at), (2, true, None));
        send(&mut queues, 200, now());
        assert_eq!(queues.records().pop().unwrap().event_id, "evt-2");
    }
}
