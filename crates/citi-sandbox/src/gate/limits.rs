//! [`Limits`]: how often a client may call.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::image::{ImageError, pairs};
use crate::table::{Changes, Reader, Table};

/// How often a client may call a group of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Limit {
    pub(crate) calls: u32,
    pub(crate) window: Duration,
}

/// How a client stands with a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Calls in a window.
    pub(crate) limit: u32,
    /// Calls that are left now.
    pub(crate) remaining: u32,
    /// Whole seconds, rounded up, until all of them are there again.
    pub(crate) reset: u64,
    /// The call was refused: whole seconds, rounded up, until one is let through.
    pub(crate) retry_after: Option<u64>,
}

/// A bucket of calls for each client and group. It is full at first, loses one with each call, and
/// fills evenly: a window's worth in a window.
///
/// Kept as the instant when it is full again (the generic cell rate algorithm), in nanoseconds times
/// the calls of a window, so that nothing is ever rounded.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Limits {
    #[serde(with = "pairs")]
    own: Table<(String, String), Limit>,
    #[serde(with = "pairs")]
    full_at: Table<(String, String), i128>,
}

const DEFAULT: Limit = Limit {
    calls: 1000,
    window: Duration::from_secs(60),
};
const NANOS: i128 = 1_000_000_000;
/// Buckets that are kept before the full ones are thrown away.
const MANY: usize = 10_000;

impl Limits {
    /// Gives a client a limit of its own for a group, with a full bucket.
    pub(crate) fn set(&mut self, client: &str, group: &str, limit: Limit) {
        let key = (client.to_owned(), group.to_owned());
        self.full_at.remove(&key);
        self.own.insert(key, limit);
    }

    /// How a client stands; takes nothing.
    pub(crate) fn look(&self, client: &str, group: &str, now: Timestamp) -> Standing {
        let key = (client.to_owned(), group.to_owned());
        let bucket = self.bucket(&key, now);
        bucket.standing(bucket.level)
    }

    /// Takes a call, or says when there will be one.
    pub(crate) fn take(&mut self, client: &str, group: &str, now: Timestamp) -> Standing {
        let key = (client.to_owned(), group.to_owned());
        let bucket = self.bucket(&key, now);
        if bucket.limit.calls == 0 {
            let seconds = seconds(bucket.window()).max(1);
            return Standing {
                retry_after: Some(seconds),
                ..bucket.standing(0)
            };
        }
        let after = bucket.level + bucket.window();
        if after > bucket.size() {
            let wait = (after - bucket.size()) / bucket.calls();
            return Standing {
                retry_after: Some(seconds(wait.max(1))),
                ..bucket.standing(bucket.level)
            };
        }
        if self.full_at.len() >= MANY {
            self.forget(now);
        }
        self.full_at.insert(key, bucket.now + after);
        bucket.standing(after)
    }

    /// Forgets a client: what it may call and what it has called.
    pub(crate) fn forget_client(&mut self, client: &str) {
        self.own.retain(|(whose, _), _| whose != client);
        self.full_at.retain(|(whose, _), _| whose != client);
    }

    /// Gives what changed since this was last called.
    pub(crate) fn changes(&mut self, to: &mut Changes) {
        let Self { own, full_at } = self;
        own.changes("limits/own", to);
        full_at.changes("limits/full-at", to);
    }

    /// What was written.
    ///
    /// # Errors
    /// It can't be read.
    pub(crate) fn read(from: &Reader) -> Result<Self, ImageError> {
        Ok(Self {
            own: Table::read("limits/own", from)?,
            full_at: Table::read("limits/full-at", from)?,
        })
    }

    fn bucket(&self, key: &(String, String), now: Timestamp) -> Bucket {
        let limit = self.own.get(key).copied().unwrap_or(DEFAULT);
        let now = now.as_nanosecond() * i128::from(limit.calls);
        let full_at = self.full_at.get(key).copied().unwrap_or(now);
        Bucket {
            limit,
            now,
            level: (full_at - now).max(0),
        }
    }

    /// Throws buckets away that are full, which is where each begins.
    fn forget(&mut self, now: Timestamp) {
        let own = &self.own;
        self.full_at.retain(|key, full_at| {
            let calls = own.get(key).copied().unwrap_or(DEFAULT).calls;
            *full_at > now.as_nanosecond() * i128::from(calls)
        });
    }
}

/// A bucket at an instant; `level` is what was taken out of it and has not come back.
struct Bucket {
    limit: Limit,
    now: i128,
    level: i128,
}

impl Bucket {
    fn calls(&self) -> i128 {
        i128::from(self.limit.calls)
    }

    fn window(&self) -> i128 {
        i128::from(self.limit.window.as_secs()) * NANOS
            + i128::from(self.limit.window.subsec_nanos())
    }

    fn size(&self) -> i128 {
        self.window() * self.calls()
    }

    fn standing(&self, level: i128) -> Standing {
        let left = (self.size() - level)
            .checked_div(self.window())
            .unwrap_or(0);
        Standing {
            limit: self.limit.calls,
            remaining: u32::try_from(left).unwrap_or(0),
            reset: level.checked_div(self.calls()).map_or(0, seconds),
            retry_after: None,
        }
    }
}

/// Nanoseconds as whole seconds, rounded up.
fn seconds(nanos: i128) -> u64 {
    u64::try_from((nanos + NANOS - 1) / NANOS).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::later;

    fn start() -> Timestamp {
        "2026-03-02T14:00:00Z".parse().unwrap()
    }

    fn limits(calls: u32, seconds: u64) -> Limits {
        let mut limits = Limits::default();
        let window = Duration::from_secs(seconds);
        limits.set("app", "fx", Limit { calls, window });
        limits
    }

    #[test]
    fn a_bucket_is_emptied_and_fills_evenly() {
        let mut limits = limits(3, 60);
        let left: Vec<_> = (0..3)
            .map(|_| limits.take("app", "fx", start()).remaining)
            .collect();
        assert_eq!(left, [2, 1, 0]);
        let refused = limits.take("app", "fx", start());
        assert_eq!(refused.retry_after, Some(20));
        assert_eq!(refused.reset, 60);
        let almost = later(start(), Duration::from_millis(19_999));
        assert_eq!(limits.take("app", "fx", almost).retry_after, Some(1));
        let then = later(start(), Duration::from_secs(20));
        assert_eq!(limits.take("app", "fx", then).retry_after, None);
        assert_eq!(limits.take("app", "fx", then).retry_after, Some(20));
    }

    #[test]
    fn a_refused_call_and_a_look_cost_nothing() {
        let mut limits = limits(1, 10);
        limits.take("app", "fx", start());
        for _ in 0..5 {
            assert_eq!(limits.take("app", "fx", start()).retry_after, Some(10));
            assert_eq!(limits.look("app", "fx", start()).remaining, 0);
        }
        let then = later(start(), Duration::from_secs(10));
        assert_eq!(limits.look("app", "fx", then).remaining, 1);
    }

    #[test]
    fn clients_and_groups_do_not_share() {
        let mut limits = limits(1, 10);
        limits.take("app", "fx", start());
        assert_eq!(limits.take("app", "cards", start()).remaining, 999);
        assert_eq!(limits.take("other", "fx", start()).remaining, 999);
    }

    #[test]
    fn thirds_of_a_second_lose_nothing() {
        let mut limits = limits(3, 1);
        let third = Duration::from_nanos(333_333_334);
        let mut now = start();
        for _ in 0..3 {
            limits.take("app", "fx", now);
        }
        for _ in 0..1000 {
            now = later(now, third);
            assert_eq!(limits.take("app", "fx", now).retry_after, None);
        }
    }

    #[test]
    fn none_is_none() {
        let mut limits = limits(0, 60);
        let standing = limits.take("app", "fx", start());
        assert_eq!((standing.remaining, standing.retry_after), (0, Some(60)));
    }
}
