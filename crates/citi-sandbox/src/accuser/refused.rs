//! Requests that were refused for what they say, and that come again unchanged.

use jiff::{SignedDuration, Timestamp};

use super::kept::Kept;
use super::{Digest, Seen};

/// How long a refusal is remembered.
const SOON: SignedDuration = SignedDuration::from_mins(1);

/// Requests that were refused for what they say.
#[derive(Debug, Default)]
pub(super) struct Refused {
    requests: Kept<(String, Digest, Timestamp, std::time::Instant)>,
}

impl Refused {
    /// Whether a request comes again unchanged that had been refused for what it says.
    pub(super) fn see(&mut self, seen: &Seen) -> bool {
        let Some(client) = &seen.client else {
            return false;
        };
        let end = |at: Timestamp| at.saturating_add(SOON).unwrap_or(Timestamp::MAX);
        self.requests
            .retain(|(_, _, at, _)| end(*at) > seen.asked_at);
        let again = self.requests.iter().any(|(whose, request, _, told)| {
            whose == client && *request == seen.request && *told <= seen.asked
        });
        // What a fault has done is not the client's.
        let meant = matches!(seen.status, 400 | 413 | 415 | 422) && seen.fault.is_none();
        if meant {
            let request = (client.clone(), seen.request, seen.at, seen.answered);
            self.requests.keep(request);
        }
        again && meant
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen::tests::seen;
    use super::*;

    #[test]
    fn what_was_refused_is_put_right_before_it_comes_again() {
        let mut refused = Refused::default();
        let bad = |second| Seen {
            status: 422,
            ..seen(second)
        };
        assert!(!refused.see(&bad(0)));
        assert!(refused.see(&bad(1)));
        let other = Seen {
            request: [1; 32],
            ..bad(2)
        };
        assert!(!refused.see(&other));
        assert!(!refused.see(&bad(90)), "long ago");
        let found = Seen {
            status: 404,
            ..seen(91)
        };
        assert!(
            !refused.see(&found) && !refused.see(&found),
            "it may come to be"
        );
    }
}
