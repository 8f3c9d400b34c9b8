//! Writes whose outcome is unknown to their client, and that come again under another key.

use jiff::{SignedDuration, Timestamp};

use super::kept::Kept;
use super::{Digest, Seen};

/// How long after an unknown outcome the same content is taken for the same intention.
const SOON: SignedDuration = SignedDuration::from_mins(10);

/// Writes whose outcome is unknown to their client.
#[derive(Debug, Default)]
pub(super) struct Writes {
    unknown: Kept<Write>,
}

#[derive(Debug)]
struct Write {
    client: String,
    operation: String,
    content: Digest,
    key: Option<Digest>,
    at: Timestamp,
}

impl Writes {
    /// Whether a write repeats one of which nobody knows whether it was carried out, under another key.
    pub(super) fn see(&mut self, seen: &Seen<'_>) -> bool {
        let (Some(client), Some(content)) = (seen.client, seen.content) else {
            return false;
        };
        if !seen.is_write {
            return false;
        }
        let end = |at: Timestamp| at.saturating_add(SOON).unwrap_or(Timestamp::MAX);
        self.unknown.retain(|write| end(write.at) > seen.at);
        let is_same = |write: &Write| {
            write.client == client && write.operation == seen.operation && write.content == content
        };
        let repeated = self
            .unknown
            .iter()
            .any(|write| is_same(write) && write.key != seen.key);
        // The same key has been answered: that settles it, unless it is unknown once more.
        self.unknown
            .retain(|write| !(is_same(write) && write.key == seen.key));
        if seen.is_unknown {
            self.unknown.keep(Write {
                client: client.to_owned(),
                operation: seen.operation.to_owned(),
                content,
                key: seen.key,
                at: seen.at,
            });
        }
        repeated
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen::tests::seen;
    use super::*;

    fn write(second: i64, key: u8, content: u8, is_unknown: bool) -> Seen<'static> {
        Seen {
            is_write: true,
            key: Some([key; 32]),
            content: Some([content; 32]),
            is_unknown,
            ..seen(second)
        }
    }

    #[test]
    fn after_an_unknown_outcome_only_the_same_key_will_do() {
        let mut writes = Writes::default();
        assert!(!writes.see(&write(0, 1, 1, true)));
        assert!(!writes.see(&write(1, 2, 2, false)), "other content");
        assert!(writes.see(&write(2, 2, 1, false)));
        assert!(
            !writes.see(&write(3, 1, 1, false)),
            "the same key settles it"
        );
        assert!(
            !writes.see(&write(4, 3, 1, false)),
            "and then it is another intention"
        );
    }

    #[test]
    fn after_ten_minutes_it_is_another_intention() {
        let mut writes = Writes::default();
        writes.see(&write(0, 1, 1, true));
        assert!(!writes.see(&write(600, 2, 1, false)));
    }

    #[test]
    fn a_known_outcome_is_followed_by_whatever_the_client_likes() {
        let mut writes = Writes::default();
        writes.see(&write(0, 1, 1, false));
        assert!(!writes.see(&write(1, 2, 1, false)));
    }
}
