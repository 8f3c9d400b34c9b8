//! [`Told`]: what a client was told, and whether it can know of it.

use std::time::{Duration, Instant};

use super::Seen;
use super::kept::Kept;

/// How long a request may have been on its way, or in the hands of a client that does several things at
/// once, before its sender could know of an answer to another. By the clock on the wall, since requests
/// travel by it, however the sandbox's own clock stands.
const ON_ITS_WAY: Duration = Duration::from_millis(250);
/// How long a client that used another connection counts as one that does several things at once.
const TOGETHER: Duration = Duration::from_secs(1);

/// An answer that told a client something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// When it left.
    at: Instant,
    /// The connection that it left by.
    line: Option<u64>,
}

impl Told {
    /// The answer of an exchange.
    pub(super) fn by(seen: &Seen<'_>) -> Self {
        let (at, line) = (seen.answered, seen.line);
        Self { at, line }
    }

    /// Whether it left by the connection that a request came by.
    pub(super) fn is_by_line_of(self, seen: &Seen<'_>) -> bool {
        self.line == seen.line
    }

    /// Whether the sender of a request knew of this: the request came after this had left, and long after,
    /// or by the one connection of a client that does one thing at a time, which reads an answer before it
    /// sends again. A write that comes again under its key is sent by nobody before the first one ended.
    pub(super) fn is_known_to(self, seen: &Seen<'_>, one_at_a_time: bool, is_same: bool) -> bool {
        let by_its_line = one_at_a_time && self.line.is_some() && self.line == seen.line;
        let again = is_same && seen.is_write && seen.key.is_some();
        let long_ago = seen.asked.saturating_duration_since(self.at) >= ON_ITS_WAY;
        self.at <= seen.asked && (by_its_line || again || long_ago)
    }
}

/// The connections that clients came by lately.
#[derive(Debug, Default)]
pub(super) struct Lines {
    used: Kept<Used>,
}

#[derive(Debug)]
struct Used {
    client: String,
    line: Option<u64>,
    at: Instant,
}

impl Lines {
    /// Whether the client of a request does one thing at a time, as far as is seen: it came by one connection.
    pub(super) fn see(&mut self, seen: &Seen<'_>) -> bool {
        let Some(client) = seen.client else {
            return false;
        };
        self.used
            .retain(|used| used.at + TOGETHER > seen.asked || used.line == seen.line);
        let own = |used: &Used| used.client == client && used.line == seen.line;
        match self.used.find(own) {
            Some(used) => used.at = used.at.max(seen.asked),
            None => self.used.keep(Used {
                client: client.to_owned(),
                line: seen.line,
                at: seen.asked,
            }),
        }
        let mut of_client = self.used.iter().filter(|used| used.client == client);
        of_client.all(|used| used.line == seen.line)
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen::tests::seen;
    use super::*;

    #[test]
    fn an_answer_is_known_by_its_line_or_after_its_time() {
        let first = seen(0);
        let told = Told::by(&first);
        let after = |wait, line| Seen {
            asked: first.answered + wait,
            line,
            ..seen(0)
        };
        let at_once = Duration::ZERO;
        assert!(told.is_known_to(&after(at_once, first.line), true, false));
        assert!(!told.is_known_to(&after(at_once, first.line), false, true));
        assert!(!told.is_known_to(&after(at_once, Some(9)), true, true));
        let nearly = ON_ITS_WAY - Duration::from_nanos(1);
        assert!(!told.is_known_to(&after(nearly, Some(9)), true, true));
        assert!(told.is_known_to(&after(ON_ITS_WAY, Some(9)), false, false));
        let keyed = Seen {
            is_write: true,
            key: Some([1; 32]),
            ..after(at_once, Some(9))
        };
        assert!(told.is_known_to(&keyed, false, true));
        assert!(!told.is_known_to(&keyed, false, false));
        let earlier = Seen {
            asked: first.answered - Duration::from_nanos(1),
            ..keyed
        };
        assert!(!told.is_known_to(&earlier, true, true));
    }

    #[test]
    fn who_uses_two_lines_within_a_second_does_several_things_at_once() {
        let mut lines = Lines::default();
        let start = Instant::now();
        let by = |line, wait| Seen {
            asked: start + wait,
            line,
            ..seen(0)
        };
        assert!(lines.see(&by(Some(1), Duration::ZERO)));
        assert!(lines.see(&by(Some(1), Duration::ZERO)));
        assert!(!lines.see(&by(Some(2), Duration::from_millis(999))));
        assert!(!lines.see(&by(Some(1), Duration::from_millis(999))));
        assert!(lines.see(&by(Some(1), Duration::from_millis(1999))));
        let other = Seen {
            client: Some("app-2"),
            ..by(Some(3), Duration::from_millis(1999))
        };
        assert!(lines.see(&other));
        assert!(lines.see(&by(Some(1), Duration::from_millis(1999))));
    }
}
