//! What is put into the queues.

use std::time::Duration;

use axum::body::Bytes;
use jiff::Timestamp;

use super::Queues;
use super::spot::Spot;
use super::waiting::Waiting;
use crate::clock::later;
use crate::faults::{FaultKind, Hit};
use crate::webhooks::EventRecord;

impl Queues {
    /// Puts an event that happened at a moment at the end of a webhook's row. One that came late or out of
    /// order by a fault waits; the latter until the next event has gone before it.
    pub(in crate::webhooks) fn push(
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
    pub(in crate::webhooks) fn push_first(
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
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::super::testing::*;
    use super::*;

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
