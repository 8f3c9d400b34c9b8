//! [`Standing`]: what an answer says of the limit.

use std::time::Duration;

use http::HeaderMap;
use http::header::DATE;
use jiff::Timestamp;

use super::Rate;
use crate::DateTime;

/// More than this is no time to wait but a time of day, in seconds since 1970, as some write there.
const DAY: u64 = 24 * 60 * 60;

/// How a client stands with its limit, as an answer says it.
///
/// Four ways are read: the three headers `RateLimit-Limit`, `-Remaining` and `-Reset` (drafts 0 to 6
/// of draft-ietf-httpapi-ratelimit-headers, and the documents of the bank), `RateLimit: limit=…,
/// remaining=…, reset=…` (draft 7), `RateLimit: "name";r=…;t=…` with `RateLimit-Policy:
/// "name";q=…;w=…` (draft 8 on), and `X-RateLimit-…`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Calls that are left until `reset`.
    pub(super) remaining: Option<u32>,
    /// How long until there are more.
    pub(crate) reset: Option<Duration>,
    /// The limit, where the answer says for which time it holds.
    pub(super) rate: Option<Rate>,
}

impl Standing {
    /// Reads it; `now` is for a time of day where the answer does not say when it was made.
    pub(crate) fn read(headers: &HeaderMap, now: Option<Timestamp>) -> Self {
        let mut standing = Self::default();
        for name in ["ratelimit-limit", "ratelimit-policy"] {
            for item in items(headers, name) {
                let calls = number(&item, "q").or_else(|| item.first()?.0.parse().ok());
                if let (Some(calls), Some(window)) = (calls, number(&item, "w")) {
                    standing.limited(calls, window);
                }
            }
        }
        // The newest way counts first.
        let mut whole = (None, None);
        for item in items(headers, "ratelimit") {
            let left = number(&item, "r");
            if left.is_some() && (whole.0.is_none() || left < whole.0) {
                whole = (left, number(&item, "t"));
            }
            whole.0 = whole.0.or(number(&item, "remaining"));
            whole.1 = whole.1.or(number(&item, "reset"));
        }
        let plain = |name: &str| {
            let text = headers.get(name)?.to_str().ok()?;
            text.trim().parse::<u64>().ok()
        };
        let either = |one: &str, other: &str| plain(one).or_else(|| plain(other));
        let remaining = whole
            .0
            .or_else(|| either("ratelimit-remaining", "x-ratelimit-remaining"));
        let reset = whole
            .1
            .or_else(|| either("ratelimit-reset", "x-ratelimit-reset"));
        standing.remaining = remaining.map(|left| u32::try_from(left).unwrap_or(u32::MAX));
        standing.reset = reset.and_then(|seconds| wait(seconds, headers, now));
        standing
    }

    fn limited(&mut self, calls: u64, seconds: u64) {
        let calls = u32::try_from(calls).unwrap_or(u32::MAX);
        let rate = Rate::new(calls, Duration::from_secs(seconds));
        self.rate = match (self.rate, rate) {
            (Some(one), Some(other)) => Some(one.slower(other)),
            (one, other) => one.or(other),
        };
    }
}

/// An item of a list and its parameters: name and value, the item itself first.
type Item = Vec<(String, String)>;

/// The items of a header that is a list.
fn items(headers: &HeaderMap, name: &str) -> Vec<Item> {
    let values = headers.get_all(name).iter();
    let texts = values.filter_map(|value| value.to_str().ok());
    let items = texts.flat_map(|text| text.split(','));
    items
        .map(|item| {
            let parts = item.split(';').map(|part| {
                let (name, value) = part.split_once('=').unwrap_or((part, ""));
                (name.trim().to_ascii_lowercase(), value.trim().to_owned())
            });
            parts.collect()
        })
        .collect()
}

/// The parameter of an item, if it is a number.
fn number(item: &Item, name: &str) -> Option<u64> {
    let (_, value) = item.iter().find(|(known, _)| known == name)?;
    value.parse().ok()
}

/// Seconds to wait, or until a time of day.
fn wait(seconds: u64, headers: &HeaderMap, now: Option<Timestamp>) -> Option<Duration> {
    if seconds <= DAY {
        return Some(Duration::from_secs(seconds));
    }
    let made = headers.get(DATE).and_then(|date| {
        let date = DateTime::try_from(date.to_str().ok()?).ok()?;
        date.to_timestamp().ok()
    });
    let end = Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
    let wait = Duration::try_from(end.duration_since(made.or(now)?)).unwrap_or_default();
    (wait.as_secs() <= DAY).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[(&'static str, &str)]) -> Standing {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        Standing::read(&map, None)
    }

    fn standing(remaining: u32, reset: u64) -> Standing {
        Standing {
            remaining: Some(remaining),
            reset: Some(Duration::from_secs(reset)),
            rate: None,
        }
    }

    #[test]
    fn every_way_to_say_it_is_read() {
        let bank = read(&[
            ("ratelimit-limit", "1000"),
            ("ratelimit-remaining", "7"),
            ("ratelimit-reset", "30"),
        ]);
        assert_eq!(bank, standing(7, 30));
        let old = read(&[
            ("x-ratelimit-limit", "10"),
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "5"),
        ]);
        assert_eq!(old, standing(0, 5));
        let seven = read(&[("ratelimit", "limit=100, remaining=50, reset=5")]);
        assert_eq!(seven, standing(50, 5));
        let newest = read(&[("ratelimit", r#""day";r=900;t=3600, "minute";r=3;t=12"#)]);
        assert_eq!(newest, standing(3, 12));
        assert_eq!(read(&[]), Standing::default());
    }

    #[test]
    fn a_limit_counts_where_its_time_is_said() {
        let rate = |calls, seconds| Rate::new(calls, Duration::from_secs(seconds));
        let said = |name, value| read(&[(name, value)]).rate;
        assert_eq!(said("ratelimit-limit", "100, 100;w=10"), rate(100, 10));
        assert_eq!(
            said("ratelimit-policy", r#""default";q=50;w=60"#),
            rate(50, 60)
        );
        let both = said(
            "ratelimit-policy",
            r#""burst";q=10;w=1, "day";q=1000;w=86400"#,
        );
        assert_eq!(both, rate(1000, 86_400));
        for other in ["100", "100;w=0", "0;w=60", "many;w=60", ""] {
            assert_eq!(said("ratelimit-limit", other), None, "{other}");
        }
    }

    #[test]
    fn a_time_of_day_counts_from_the_answers_own_date() {
        let dated = [
            ("x-ratelimit-reset", "1769904000"),
            ("date", "Sat, 31 Jan 2026 23:59:30 GMT"),
        ];
        assert_eq!(read(&dated).reset, Some(Duration::from_secs(30)));
        for other in ["tomorrow", "-1", "1764547200", "99999999999999999999"] {
            assert_eq!(read(&[("ratelimit-reset", other)]).reset, None, "{other}");
        }
        let over = [("ratelimit-reset", "1769900000"), dated[1]];
        assert_eq!(read(&over).reset, Some(Duration::ZERO));
    }
}
