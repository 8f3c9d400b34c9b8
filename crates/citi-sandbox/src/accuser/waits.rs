//! Requests that come before `Retry-After`, and answers that are fetched again though they could be kept.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::kept::Kept;
use super::{Digest, Seen};

/// How long a request may have been on its way before its client could know of a refusal.
const ON_ITS_WAY: Duration = Duration::from_millis(100);

/// Who was asked to wait, and until when.
#[derive(Debug, Default)]
pub(super) struct Waits {
    waits: Kept<Wait>,
}

#[derive(Debug)]
struct Wait {
    client: String,
    group: String,
    until: Timestamp,
    told: Instant,
    request: Digest,
    /// 429 is about all that the client sends to the group, 503 about this request.
    is_for_all: bool,
}

impl Waits {
    /// Whether a request comes too early. The one that was refused must not come again before its time;
    /// another of the group may have been on its way while the refusal was.
    pub(super) fn see(&mut self, seen: &Seen) -> bool {
        let Some(client) = &seen.client else {
            return false;
        };
        self.waits.retain(|wait| wait.until > seen.asked_at);
        let early = self.waits.iter().any(|wait| {
            wait.client == *client
                && wait.group == seen.group
                && wait.told <= seen.asked
                && (wait.request == seen.request
                    || wait.is_for_all && wait.told + ON_ITS_WAY <= seen.asked)
        });
        let asks_to_wait = matches!(seen.status, 429 | 503);
        if let Some(until) = seen.free_at.filter(|_| asks_to_wait) {
            self.waits.keep(Wait {
                client: client.clone(),
                group: seen.group.clone(),
                until,
                told: seen.answered,
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
    answers: Kept<(String, Digest, Timestamp, Instant)>,
}

impl Fetched {
    /// Whether a request fetches again what its client may still keep.
    pub(super) fn see(&mut self, seen: &Seen) -> bool {
        let Some(client) = &seen.client else {
            return false;
        };
        self.answers
            .retain(|(_, _, until, _)| *until > seen.asked_at);
        let is_same = |(whose, request, _, told): &(String, Digest, Timestamp, Instant)| {
            whose == client && *request == seen.request && *told <= seen.asked
        };
        let again = self.answers.iter().any(is_same);
        // What a fault has touched may not have arrived.
        let good = seen.status == 200 && seen.fault.is_none();
        if let Some(until) = seen.fresh_until.filter(|until| good && *until > seen.at) {
            let answer = (client.clone(), seen.request, until, seen.answered);
            self.answers.keep(answer);
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

    fn refused(second: i64, until: i64) -> Seen {
        Seen {
            status: 429,
            free_at: Some(at(until)),
            ..seen(second)
        }
    }

    #[test]
    fn the_same_request_is_too_early_until_its_time() {
        let mut waits = Waits::default();
        assert!(!waits.see(&refused(0, 5)));
        assert!(waits.see(&seen(0)));
        assert!(waits.see(&seen(4)));
        assert!(!waits.see(&seen(5)));
    }

    #[test]
    fn another_request_of_the_group_may_have_been_on_its_way() {
        let mut waits = Waits::default();
        let first = refused(0, 5);
        waits.see(&first);
        let other = Seen {
            request: [1; 32],
            ..seen(0)
        };
        assert!(!waits.see(&other));
        let later = Seen {
            asked: first.answered + ON_ITS_WAY,
            ..other.clone()
        };
        assert!(waits.see(&later));
        let mut down = Waits::default();
        down.see(&Seen {
            status: 503,
            ..first
        });
        assert!(!down.see(&later) && down.see(&seen(0)));
        for elsewhere in [
            Seen {
                group: "cards".to_owned(),
                ..later.clone()
            },
            Seen {
                client: Some("app-2".to_owned()),
                ..later.clone()
            },
        ] {
            assert!(!waits.see(&elsewhere));
        }
    }

    #[test]
    fn what_was_asked_before_the_refusal_was_told_is_no_retry() {
        let mut waits = Waits::default();
        let early = seen(0);
        waits.see(&refused(0, 5));
        assert!(!waits.see(&early));
    }

    #[test]
    fn what_may_be_kept_is_not_fetched_again() {
        let mut fetched = Fetched::default();
        let rate = |second, fault| Seen {
            fresh_until: Some(at(second + 30)),
            fault,
            ..seen(second)
        };
        assert!(!fetched.see(&rate(0, None)));
        assert!(fetched.see(&rate(29, None)));
        assert!(!fetched.see(&rate(59, None)));
        let mut broken = Fetched::default();
        broken.see(&rate(0, Some(crate::faults::FaultKind::CutBody)));
        assert!(!broken.see(&rate(1, None)));
    }
}
