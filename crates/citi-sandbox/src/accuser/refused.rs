//! Requests that were refused for what they say, and that come again unchanged.

use jiff::{SignedDuration, Timestamp};

use super::kept::Kept;
use super::told::Told;
use super::{Digest, Seen};

/// How long a refusal is remembered.
const SOON: SignedDuration = SignedDuration::from_mins(1);

/// Requests that were refused for what they say.
#[derive(Debug, Default)]
pub(super) struct Refused {
    requests: Kept<(String, Digest, Timestamp, Told)>,
}

impl Refused {
    /// Whether a request comes again unchanged that had been refused for what it says.
    pub(super) fn see(&mut self, seen: &Seen<'_>, one_at_a_time: bool) -> bool {
        let Some(client) = seen.client else {
            return false;
        };
        let end = |at: Timestamp| at.saturating_add(SOON).unwrap_or(Timestamp::MAX);
        self.requests
            .retain(|(_, _, at, _)| end(*at) > seen.asked_at);
        let again = self.requests.iter().any(|(whose, said, _, told)| {
            whose == client && *said == seen.said && told.is_known_to(seen, one_at_a_time, true)
        });
        // What a fault has done is not the client's.
        let meant = matches!(seen.status, 400 | 413 | 415 | 422) && seen.fault.is_none();
        if meant {
            let request = (client.to_owned(), seen.said, seen.at, Told::by(seen));
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
        assert!(!refused.see(&bad(0), true));
        assert!(refused.see(&bad(1), true));
        let under_another_key = Seen {
            key: Some([1; 32]),
            request: [1; 32],
            ..bad(1)
        };
        assert!(refused.see(&under_another_key, true));
        let other = Seen {
            said: [1; 32],
            ..bad(2)
        };
        assert!(!refused.see(&other, true));
        assert!(!refused.see(&bad(90), true), "long ago");
        let found = Seen {
            status: 404,
            ..seen(91)
        };
        assert!(
            !refused.see(&found, true) && !refused.see(&found, true),
            "it may come to be"
        );
    }
}
