//! For how long an answer may be kept (RFC 9111).

use std::time::Duration;

use http::HeaderMap;
use http::header::{AGE, CACHE_CONTROL, VARY};

/// For how long: what the table says, or less if the answer does; `None`: not at all.
pub(super) fn lifetime(table: Duration, headers: &HeaderMap) -> Option<Duration> {
    let mut life = table;
    for value in headers.get_all(CACHE_CONTROL) {
        // What cannot be read might forbid it.
        for directive in value.to_str().ok()?.split(',') {
            let (name, argument) = directive.split_once('=').unwrap_or((directive, ""));
            let name = name.trim();
            if name.eq_ignore_ascii_case("no-store") || name.eq_ignore_ascii_case("no-cache") {
                return None;
            }
            if name.eq_ignore_ascii_case("max-age") {
                let seconds = argument.trim().trim_matches('"').parse().ok()?;
                life = life.min(Duration::from_secs(seconds));
            }
        }
    }
    let varies = headers.get_all(VARY).iter().any(|value| value == "*");
    let age = match headers.get(AGE) {
        Some(age) => Duration::from_secs(age.to_str().ok()?.trim().parse().ok()?),
        None => Duration::ZERO,
    };
    let life = life.saturating_sub(age);
    (!varies && !life.is_zero()).then_some(life)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shorter_of_table_and_answer_counts() {
        for (headers, want) in [
            (&[][..], Some(30)),
            (&[("cache-control", "max-age=10")], Some(10)),
            (&[("cache-control", "private, Max-Age=\"10\"")], Some(10)),
            (&[("cache-control", "max-age=600")], Some(30)),
            (&[("cache-control", "max-age=600"), ("age", "12")], Some(18)),
            (&[("age", "30")], None),
            (&[("age", "x")], None),
            (&[("cache-control", "max-age=0")], None),
            (&[("cache-control", "max-age=soon")], None),
            (&[("cache-control", "no-store")], None),
            (&[("cache-control", "max-age=10, No-Cache")], None),
            (
                &[
                    ("cache-control", "max-age=10"),
                    ("cache-control", "no-store"),
                ],
                None,
            ),
            (&[("vary", "*")], None),
            (&[("vary", "accept")], Some(30)),
        ] {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.append(*name, value.parse().unwrap());
            }
            assert_eq!(
                lifetime(Duration::from_secs(30), &map).map(|life| life.as_secs()),
                want,
                "{headers:?}"
            );
        }
    }
}
