//! [`Retry`]: how often, and how long between.

use std::time::Duration;

/// How often a call is sent, and how long the pauses are.
///
/// Only a call that does no harm twice is sent again: an operation that is idempotent by its table,
/// or a write that carries an idempotency key. It is sent again after 429, 502, 503, 504, a 409 that
/// says that the first request is still running, a failed or broken connection, and an attempt
/// without answer. Each pause is random, between nothing and `base` doubled with each attempt, at
/// most `cap`; the bank's `Retry-After` is the least. All of it stays within the time limit of the
/// call: a pause that would not, is not begun.
///
/// ```
/// use std::time::Duration;
/// use citi_core::{Connection, Retry};
///
/// let patient = Retry::default().attempts(6).base(Duration::from_millis(500));
/// let connection = Connection::builder("https://api.sandbox.citi.com")
///     .retry(patient)
///     .build()?;
/// assert_eq!(Retry::never(), Retry::default().attempts(1));
/// # let _ = connection;
/// # Ok::<(), citi_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    pub(crate) attempts: u32,
    pub(crate) base: Duration,
    pub(crate) cap: Duration,
}

impl Retry {
    /// A call is sent once. (After a 401 it is still sent once more, with a new token.)
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// How often a call is sent in all, the first time included; at least once. The one more time
    /// that follows a 401 does not count.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The longest that the first pause may be; it doubles with each attempt.
    #[must_use]
    pub fn base(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// The longest that any pause may be, but for one that the bank asks for.
    #[must_use]
    pub fn cap(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }
}

impl Default for Retry {
    /// Four attempts in all; pauses of up to 200 ms, 400 ms, 800 ms, never above 20 s.
    fn default() -> Self {
        Self {
            attempts: 4,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(20),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_sent_at_least_once() {
        assert_eq!(Retry::default().attempts(0).attempts, 1);
    }
}
