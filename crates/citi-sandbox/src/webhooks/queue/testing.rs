//! What the tests of the queues share.

use std::time::{Duration, Instant};

use axum::body::Bytes;
use jiff::Timestamp;

use super::{Job, Queues};
use crate::clock::later;
use crate::faults::Hit;
use crate::webhooks::send::Sent;
use crate::webhooks::story::Seen;
use crate::webhooks::{DeliveryRecord, EventRecord};

pub(super) fn now() -> Timestamp {
    "2026-03-02T14:00:00Z".parse().unwrap()
}

pub(super) fn end(end: Result<u16, &str>) -> Sent {
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

pub(super) fn told(id: &str) -> EventRecord {
    EventRecord {
        id: id.to_owned(),
        event_type: "payment.completed".to_owned(),
        at: now(),
        client_id: None,
        test: false,
    }
}

pub(super) fn queues() -> Queues {
    let mut queues = Queues::default();
    for (webhook, event) in [("wh-1", "evt-1"), ("wh-1", "evt-2"), ("wh-2", "evt-1")] {
        let event = (event, "payment.completed");
        queues.push(("app", webhook), event, Bytes::new(), None, now());
    }
    queues
}

pub(super) fn ids(queues: &Queues) -> Vec<String> {
    let of = |record: DeliveryRecord| {
        format!(
            "{} {} {}",
            record.webhook_id, record.event_id, record.attempt
        )
    };
    queues.records().into_iter().map(of).collect()
}

/// Sends all that is due by `now`, with this status, at its own time; gives the jobs.
pub(super) fn send(queues: &mut Queues, status: u16, now: Timestamp) -> Vec<Job> {
    let jobs = queues.due(now, Instant::now(), false);
    for job in &jobs {
        queues.done(job, end(Ok(status)), None, job.at);
    }
    jobs
}

pub(super) fn after(seconds: u64) -> Timestamp {
    later(now(), Duration::from_secs(seconds))
}

pub(super) fn order(queues: &mut Queues, at: Timestamp) -> Vec<String> {
    while !send(queues, 204, at).is_empty() {}
    ids(queues)
}

pub(super) fn push(queues: &mut Queues, event: &str, fault: Option<&str>) {
    let fault = fault.map(|text| Hit {
        rule: "fault-1".to_owned(),
        fault: text.parse().unwrap(),
        drawn: 0,
    });
    let event = (event, "payment.completed");
    queues.push(("app", "wh-1"), event, Bytes::new(), fault, now());
}
