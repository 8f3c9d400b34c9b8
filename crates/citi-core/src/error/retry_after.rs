//! When to ask again (RFC 9110 §10.2.3).

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};
use jiff::Timestamp;

use crate::DateTime;

/// What `Retry-After` says. A date counts from the answer's own `Date`, so that clocks that differ
/// do no harm; `now` takes its place where the answer has none.
pub(super) fn retry_after(headers: &HeaderMap, now: Option<Timestamp>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let made = headers
        .get(DATE)
        .and_then(|date| instant(date.to_str().ok()?));
    let wait = instant(text)?.duration_since(made.or(now)?);
    // A date that is over means: now.
    Some(Duration::try_from(wait).unwrap_or_default())
}

fn instant(text: &str) -> Option<Timestamp> {
    DateTime::try_from(text).ok()?.to_timestamp().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(after: &str, date: Option<&str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, after.parse().unwrap());
        if let Some(date) = date {
            headers.insert(DATE, date.parse().unwrap());
        }
        retry_after(&headers, None)
    }

    #[test]
    fn seconds_and_dates() {
        let date = Some("Sat, 31 Jan 2026 23:59:00 GMT");
        assert_eq!(read("7", None), Some(Duration::from_secs(7)));
        assert_eq!(
            read("Sun, 01 Feb 2026 00:00:30 GMT", date),
            Some(Duration::from_secs(90))
        );
        assert_eq!(
            read("Sat, 31 Jan 2026 00:00:00 GMT", date),
            Some(Duration::ZERO)
        );
        assert_eq!(read("Sun, 01 Feb 2026 00:00:30 GMT", None), None);
        assert_eq!(read("soon", date), None);
        assert_eq!(retry_after(&HeaderMap::new(), None), None);
    }

    #[test]
    fn the_clock_of_this_side_counts_where_the_answer_has_no_date() {
        let mut headers = HeaderMap::new();
        headers.insert(
            RETRY_AFTER,
            "Sun, 01 Feb 2026 00:00:30 GMT".parse().unwrap(),
        );
        let now = "2026-02-01T00:00:00Z".parse().unwrap();
        assert_eq!(
            retry_after(&headers, Some(now)),
            Some(Duration::from_secs(30))
        );
        headers.insert(DATE, "Sun, 01 Feb 2026 00:00:20 GMT".parse().unwrap());
        assert_eq!(
            retry_after(&headers, Some(now)),
            Some(Duration::from_secs(10))
        );
    }
}
