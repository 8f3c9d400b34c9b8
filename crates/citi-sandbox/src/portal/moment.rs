//! Moments and spans, as pages show them.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::clock::between;

/// A moment to the second: `2026-03-02 14:00:00 UTC`; machines read it whole.
pub(super) fn instant(at: Timestamp) -> Markup {
    html! { time datetime=(at) { (at.strftime("%Y-%m-%d %H:%M:%S")) span.utc { " UTC" } } }
}

/// The same where there is little room: on a narrow page to the minute.
pub(super) fn short(at: Timestamp) -> Markup {
    html! { time datetime=(at) { (at.strftime("%Y-%m-%d %H:%M")) span.utc { (at.strftime(":%S")) " UTC" } } }
}

/// The same where the head of a table says that it is UTC.
pub(super) fn stamp(at: Timestamp) -> Markup {
    html! { time.stamp datetime=(at) { (at.strftime("%Y-%m-%d %H:%M:%S")) } }
}

/// How long it is from one moment to a later one, in the largest unit that says it well: `5 s`, `30 min`,
/// `2 h`, `3 days`.
pub(super) fn span(from: Timestamp, to: Timestamp) -> String {
    let seconds = between(from, to).as_secs();
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7199 => format!("{} min", seconds / 60),
        7200..=172_799 => format!("{} h", seconds / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// A label inside a sentence: its first letter small.
pub(super) fn plain(label: &str) -> String {
    label.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_told_in_their_largest_unit() {
        let start: Timestamp = "2026-03-02T14:00:00Z".parse().unwrap();
        let told = |seconds: i64| span(start, start + jiff::SignedDuration::from_secs(seconds));
        assert_eq!(
            [5, 300, 1800, 7200, 36_000, 172_800, -3].map(told),
            ["5 s", "5 min", "30 min", "2 h", "10 h", "2 days", "0 s"]
        );
    }

    #[test]
    fn a_moment_is_shown_to_the_second() {
        let at = "2026-03-02T14:00:00.25Z".parse().unwrap();
        assert_eq!(
            instant(at).into_string(),
            "<time datetime=\"2026-03-02T14:00:00.25Z\">2026-03-02 14:00:00<span class=\"utc\"> UTC</span></time>"
        );
    }
}
