//! [`Retry`]: how often, and how long between.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{
    Backoff, FailedAttempt, FullJitter, PassingFailures, RetryBudget, RetryPolicy, RetryTokens,
};

/// How often a call is sent, and how long the pauses are.
///
/// Only a call that does no harm twice is sent again: an operation that is idempotent by its table,
/// or a write that carries an idempotency key. It is sent again after 429, 502, 503, 504, a 409 that
/// says that the first request is still running, a failed or broken connection, and an attempt
/// without answer ([`PassingFailures`]). Each pause is random, between nothing and `base` doubled with
/// each attempt, at most `cap` ([`FullJitter`]); the bank's `Retry-After` is the least. All calls of a
/// connection share a budget of attempts beyond the first ([`RetryTokens`]). All of it stays within
/// the time limit of the call: a pause that would not, is not begun.
///
/// Whether, when and how much in all are three traits, each of which can be given another way:
/// [`RetryPolicy`], [`Backoff`] and [`RetryBudget`].
///
/// ```
/// use std::time::Duration;
/// use citi_core::{Connection, Retry};
///
/// let patient = Retry::default().attempts(6).base(Duration::from_millis(500));
/// let connection = Connection::builder("https://api.sandbox.citi.com")
///     .retry(patient)
///     .build()?;
/// # let _ = connection;
/// # Ok::<(), citi_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Retry {
    pub(crate) attempts: u32,
    base: Duration,
    cap: Duration,
    policy: Arc<dyn RetryPolicy>,
    /// `None`: full jitter of `base` and `cap`.
    backoff: Option<Arc<dyn Backoff>>,
    budget: Budget,
}

/// What attempts beyond the first are taken from.
#[derive(Clone)]
enum Budget {
    /// The connection's.
    Connection,
    /// This one.
    Own(Arc<dyn RetryBudget>),
    /// There is no end of it.
    Unlimited,
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

    /// Whether a failure is worth another attempt; [`PassingFailures`] unless said.
    #[must_use]
    pub fn policy(mut self, policy: impl RetryPolicy + 'static) -> Self {
        self.policy = Arc::new(policy);
        self
    }

    /// How long the pauses are, in place of `base` and `cap`; [`FullJitter`] of both unless said.
    #[must_use]
    pub fn backoff(mut self, backoff: impl Backoff + 'static) -> Self {
        self.backoff = Some(Arc::new(backoff));
        self
    }

    /// What attempts beyond the first are taken from, together with whoever else is given the same
    /// budget in an [`Arc`]; unless said, [`RetryTokens`] that the whole connection shares.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use citi_core::{Retry, RetryTokens};
    /// let shared = Arc::new(RetryTokens::default());
    /// let one = Retry::default().budget(Arc::clone(&shared));
    /// let other = Retry::default().attempts(2).budget(shared);
    /// # let _ = (one, other);
    /// ```
    #[must_use]
    pub fn budget(mut self, budget: impl RetryBudget + 'static) -> Self {
        self.budget = Budget::Own(Arc::new(budget));
        self
    }

    /// Each call makes its attempts, whatever becomes of the others. A bank that is down then gets
    /// several times what it could not bear once.
    #[must_use]
    pub fn without_budget(mut self) -> Self {
        self.budget = Budget::Unlimited;
        self
    }

    /// That of a connection, which has a budget from now on.
    pub(crate) fn of_connection(mut self) -> Self {
        if matches!(self.budget, Budget::Connection) {
            self.budget = Budget::Own(Arc::new(RetryTokens::default()));
        }
        self
    }

    /// That of a call, with the budget of its connection unless it has its own.
    pub(crate) fn of_call(mut self, connection: &Self) -> Self {
        if matches!(self.budget, Budget::Connection) {
            self.budget = connection.budget.clone();
        }
        self
    }

    /// The pause before the next attempt, `floor` at least; `None`: there is to be none. Takes nothing
    /// from the budget.
    pub(crate) fn next(
        &self,
        failed: &FailedAttempt<'_>,
        random: [u8; 16],
        floor: Option<Duration>,
    ) -> Option<Duration> {
        if failed.attempts >= self.attempts || !self.policy.is_worth(failed) {
            return None;
        }
        Some(self.pause(failed.attempts, random, floor))
    }

    /// The pause after so many failed attempts.
    pub(crate) fn pause(&self, failed: u32, random: [u8; 16], floor: Option<Duration>) -> Duration {
        let pause = match &self.backoff {
            Some(backoff) => backoff.pause(failed, random),
            None => FullJitter::new(self.base, self.cap).pause(failed, random),
        };
        pause.max(floor.unwrap_or_default())
    }

    /// Takes another attempt from the budget, and says what it cost.
    pub(crate) fn spend(&self, failed: &FailedAttempt<'_>) -> Option<u32> {
        match &self.budget {
            Budget::Own(budget) => budget.spend(failed),
            Budget::Connection | Budget::Unlimited => Some(0),
        }
    }

    /// A call succeeded.
    pub(crate) fn succeeded(&self, spent: Option<u32>) {
        if let Budget::Own(budget) = &self.budget {
            budget.succeeded(spent);
        }
    }
}

impl Default for Retry {
    /// Four attempts in all; pauses of up to 200 ms, 400 ms, 800 ms, never above 20 s; the budget of
    /// the connection.
    fn default() -> Self {
        Self {
            attempts: 4,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(20),
            policy: Arc::new(PassingFailures),
            backoff: None,
            budget: Budget::Connection,
        }
    }
}

impl fmt::Debug for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Retry");
        shown.field("attempts", &self.attempts);
        if self.backoff.is_none() {
            shown.field("base", &self.base).field("cap", &self.cap);
        }
        shown.finish_non_exhaustive()
    }
}

impl<T: RetryPolicy + ?Sized> RetryPolicy for Arc<T> {
    fn is_worth(&self, failed: &FailedAttempt<'_>) -> bool {
        (**self).is_worth(failed)
    }
}

impl<T: Backoff + ?Sized> Backoff for Arc<T> {
    fn pause(&self, failed: u32, random: [u8; 16]) -> Duration {
        (**self).pause(failed, random)
    }
}

impl<T: RetryBudget + ?Sized> RetryBudget for Arc<T> {
    fn spend(&self, failed: &FailedAttempt<'_>) -> Option<u32> {
        (**self).spend(failed)
    }

    fn succeeded(&self, spent: Option<u32>) {
        (**self).succeeded(spent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Error, Operation};

    static READ: Operation = Operation::EMPTY;

    fn failed(error: &Error, attempts: u32) -> FailedAttempt<'_> {
        FailedAttempt {
            error,
            operation: &READ,
            attempts,
            elapsed: Duration::ZERO,
        }
    }

    #[test]
    fn a_call_is_sent_at_least_once() {
        assert_eq!(Retry::default().attempts(0).attempts, 1);
    }

    #[test]
    fn what_the_bank_asks_for_is_the_least() {
        let retry = Retry::default();
        let most = |floor| retry.pause(1, [0xff; 16], Some(floor));
        assert_eq!(most(Duration::from_secs(30)), Duration::from_secs(30));
        assert_eq!(most(Duration::from_millis(50)), Duration::from_millis(200));
    }

    #[test]
    fn the_number_of_attempts_bounds_any_policy() {
        struct Always;
        impl RetryPolicy for Always {
            fn is_worth(&self, _: &FailedAttempt<'_>) -> bool {
                true
            }
        }
        let retry = Retry::default().attempts(3).policy(Always);
        let error = Error::refused("no");
        assert!(retry.next(&failed(&error, 2), [0; 16], None).is_some());
        assert!(retry.next(&failed(&error, 3), [0; 16], None).is_none());
        // The usual policy would not.
        let usual = Retry::default();
        assert!(usual.next(&failed(&error, 1), [0; 16], None).is_none());
    }

    #[test]
    fn a_call_takes_from_its_connection_unless_it_says() {
        let error = Error::timeout();
        let bucket = Arc::new(RetryTokens::new(30));
        let connection = Retry::default().budget(Arc::clone(&bucket)).of_connection();
        let call = Retry::default().of_call(&connection);
        assert_eq!(call.spend(&failed(&error, 1)), Some(10));
        assert_eq!(bucket.left(), 20);
        let own = Retry::default()
            .budget(RetryTokens::new(0))
            .of_call(&connection);
        assert_eq!(own.spend(&failed(&error, 1)), None);
        let endless = Retry::default().without_budget().of_call(&connection);
        assert_eq!(endless.spend(&failed(&error, 1)), Some(0));
        assert_eq!(bucket.left(), 20);
        call.succeeded(Some(10));
        assert_eq!(bucket.left(), 30);
        // A connection that nobody gave a budget has one.
        let connection = Retry::default().of_connection();
        assert!(matches!(connection.budget, Budget::Own(_)));
    }
}
