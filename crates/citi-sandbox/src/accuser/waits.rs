//! Requests that come before `Retry-After`, and answers that are fetched again though they could be kept.

use jiff::Timestamp;

use super::kept::Kept;
use super::told::Told;
use super::{Digest, Seen};

/// Who was asked to wait, and until when.
#[derive(Debug, Default)]
pub(super) struct Waits {
    waits: Kept<Wait>,
}

#[derive(Debug)]
struct Wait {
    client: String,
    group: &'static str,
    until: Timestamp,
    told: Told,
    request: Digest,
    /// 429 is about all that the client sends to the group, 503 about this request.
    is_for_all: bool,
}

impl Waits {
    /// Whether a request comes too early: before its time, from a client that can know of the refusal.
    pub(super) fn see(&mut self, seen: &Seen<'_>, one_at_a_time: bool) -> bool {
        let Some(client) = seen.client else {
            return false;
        };
        self.waits.retain(|wait| wait.until > seen.asked_at);
        let early = self.waits.iter().any(|wait| {
            let is_same = wait.request == seen.request;
            wait.client == client
                && wait.group == seen.group
                && (is_same || wait.is_for_all)
                && wait.told.is_known_to(seen, one_at_a_time, is_same)
        });
        let asks_to_wait = matches!(seen.status, 429 | 503);
        if let Some(until) = seen.free_at.filter(|_| asks_to_wait) {
            self.waits.keep(Wait {
                client: client.to_owned(),
                group: seen.group,
                until,
                told: Told::by(seen),
                request: seen.request,
                is_for_all: seen.status == 429,
            });
        }
        early
    }
}

/// What each client may keep, and until when.
#[derive(Debug, Default)]
pub(super) struct Fetched {
    answers: Kept<(String, Digest, Timestamp, Told)>,
}

impl Fetched {
    /// Whether a request fetches again what its client may still keep.
    pub(super) fn see(&mut self, seen: &Seen<'_>, one_at_a_time: bool) -> bool {
        let Some(client) = seen.client else {
            return false;
        };
        self.answers
            .retain(|(_, _, until, _)| *until > seen.asked_at);
        let is_same =
            |it: &(String, Digest, Timestamp, Told)| it.0 == client && it.1 == seen.request;
        let is_known = |it: &(String, Digest, Timestamp, Told)| {
            is_same(it) && it.3.is_known_to(seen, one_at_a_time, true)
        };
        let again = self.answers.iter().any(is_known);
        // What a fault has touched may not have arrived.
        let good = seen.status == 200 && seen.fault.is_none();
        if let Some(until) = seen.fresh_until.filter(|until| good && *until > seen.at) {
            // The first that left by a connection is known the soonest; those after it keep longer.
            let by_this_line =
                |it: &(String, Digest, Timestamp, Told)| is_same(it) && it.3.is_by_line_of(seen);
            match self.answers.find(by_this_line) {
                Some(first) => first.2 = first.2.max(until),
                None => self
                    .answers
                    .keep((client.to_owned(), seen.request, until, Told::by(seen))),
            }
        }
        again && seen.status == 200
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen::tests::seen;
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn refused(second: i64, until: i64) -> Seen<'static> {
        Seen {
            status: 429,
            free_at: Some(at(until)),
            ..seen(second)
        }
    }

    #[test]
    fn the_same_request_is_too_early_until_its_time() {
        let mut waits = Waits::default();
        assert!(!waits.see(&refused(0, 5), true));
        assert!(waits.see(&seen(0), true));
        assert!(waits.see(&seen(4), true));
        assert!(!waits.see(&seen(5), true));
    }

    #[test]
    fn what_is_fetched_ever_again_is_kept_once_and_seen_however_often_it_comes() {
        let mut fetched = Fetched::default();
        let fetch = |second| Seen {
            fresh_until: Some(at(second + 30)),
            ..seen(second)
        };
        assert!(!fetched.see(&fetch(0), true));
        for second in 1..25 {
            assert!(fetched.see(&fetch(second), true));
            assert_eq!(fetched.answers.iter().count(), 1);
        }
        // What came last may be kept the longest; then its time is over.
        assert!(fetched.see(&seen(53), true));
        assert!(!fetched.see(&fetch(54), true));
    }

    #[test]
    fn a_429_is_for_all_of_the_group_and_a_503_for_its_request() {
        let mut waits = Waits::default();
        let first = refused(0, 5);
        waits.see(&first, true);
        let other = Seen {
            request: [1; 32],
            ..seen(0)
        };
        assert!(waits.see(&other, true));
        let mut down = Waits::default();
        let unavailable = Seen {
            status: 503,
            ..first
        };
        down.see(&unavailable, true);
        assert!(!down.see(&other, true) && down.see(&seen(0), true));
        for elsewhere in [
            Seen {
                group: "cards",
                ..other.clone()
            },
            Seen {
                client: Some("app-2"),
                ..other.clone()
            },
        ] {
            assert!(!waits.see(&elsewhere, true));
        }
    }

    #[test]
    fn what_was_under_way_together_is_no_retry() {
        let mut waits = Waits::default();
        let mut fetched = Fetched::default();
        // They were sent together; one is looked at after another, and each is refused.
        for line in 0..8 {
            let seen = Seen {
                line: Some(line),
                fresh_until: Some(at(30)),
                ..refused(0, 5)
            };
            assert!(!waits.see(&seen, false), "{line}");
            let good = Seen {
                status: 200,
                ..seen
            };
            assert!(!fetched.see(&good, false), "{line}");
        }
        let early = seen(0);
        let mut waits = Waits::default();
        waits.see(&refused(0, 5), true);
        assert!(!waits.see(&early, true), "it came before the refusal left");
    }

    #[test]
    fn what_may_be_kept_is_not_fetched_again() {
        let mut fetched = Fetched::default();
        let rate = |second, fault| Seen {
            fresh_until: Some(at(second + 30)),
            fault,
            ..seen(second)
        };
        assert!(!fetched.see(&rate(0, None), true));
        assert!(fetched.see(&rate(29, None), true));
        assert!(!fetched.see(&rate(59, None), true));
        let mut broken = Fetched::default();
        broken.see(&rate(0, Some(crate::faults::FaultKind::CutBody)), true);
        assert!(!broken.see(&rate(1, None), true));
    }
}
