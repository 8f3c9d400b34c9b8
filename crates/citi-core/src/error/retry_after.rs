//! When to ask again (RFC 9110 §10.2.3).

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};
use jiff::Timestamp;

use crate::DateTime;

/// What `Retry-After` says. A date counts from the answer's own `Date`, so that clocks that differ
/// do no harm.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let wait = instant(text)?.duration_since(instant(headers.get(DATE)?.to_str().ok()?)?);
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
        retry_after(&headers)
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
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
