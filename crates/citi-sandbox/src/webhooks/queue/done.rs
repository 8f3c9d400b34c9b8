//! How an attempt ended, and what follows.

use jiff::Timestamp;

use super::{Job, Queues};
use crate::faults::{FaultKind, Hit};
use crate::webhooks::send::Sent;
use crate::webhooks::{DeliveryRecord, schedule};

impl Queues {
    /// Takes in how an attempt ended at a moment: with a status, or with why there is none; and the fault that
    /// it met.
    pub(in crate::webhooks) fn done(
        &mut self,
        job: &Job,
        sent: Sent,
        fault: Option<&Hit>,
        at: Timestamp,
    ) {
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
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::super::testing::*;
    use super::*;

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
}
