//! What is due.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::spot::{Place, Spot};
use super::{Job, Queues};

/// How long a webhook may take to answer before it is sent the next event.
const PATIENCE: Duration = Duration::from_secs(1);

impl Queues {
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
    pub(in crate::webhooks) fn due(
        &mut self,
        now: Timestamp,
        wall: Instant,
        in_order: bool,
    ) -> Vec<Job> {
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

    /// Whether nothing is due; what is on the way is, until it arrives.
    pub(crate) fn is_settled(&self, now: Timestamp) -> bool {
        self.under_way.is_empty()
            && self.rows.keys().all(|webhook_id| {
                let next = self.next(webhook_id);
                next.is_none_or(|(due, _)| due > now)
            })
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::super::testing::*;
    use super::*;

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
}
