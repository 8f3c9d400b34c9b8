//! [`RetryBudget`]: how much is sent again in all.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::FailedAttempt;

/// How many attempts beyond the first all calls of a connection may make together.
///
/// Each call keeps within its own number of attempts; when the bank is down, thousands of calls that
/// do so still send it several times what it could not bear once. A budget is shared by all copies of
/// a connection, and by whatever else is given the same one.
///
/// An attempt that follows a refused token (401) takes nothing from it: it comes at most once a call,
/// and is no answer to a bank that is overloaded. Requests for a token are sent again from the same
/// budget.
///
/// ```
/// use std::sync::Mutex;
/// use citi_core::{FailedAttempt, RetryBudget};
///
/// /// So many more, ever.
/// struct Last(Mutex<u32>);
///
/// impl RetryBudget for Last {
///     fn spend(&self, _failed: &FailedAttempt<'_>) -> Option<u32> {
///         let mut left = self.0.lock().ok()?;
///         *left = left.checked_sub(1)?;
///         Some(1)
///     }
///
///     fn succeeded(&self, _spent: Option<u32>) {}
/// }
/// ```
pub trait RetryBudget: Send + Sync {
    /// Takes what another attempt costs, and says how much that was; `None`: there is too little left,
    /// and the call ends with the error that it has.
    fn spend(&self, failed: &FailedAttempt<'_>) -> Option<u32>;

    /// A call succeeded. `spent` is what its last attempt had cost; `None`: it was the first.
    fn succeeded(&self, spent: Option<u32>);
}

/// The budget unless another is given: a bucket of tokens, as the AWS SDKs have it.
///
/// It begins full, with 500. Another attempt takes 5, after an attempt without answer in time 10: a
/// bank that hangs has the least to spare. A call that succeeds at the first attempt puts 1 back; one
/// that succeeds later, what its last attempt took. When too little is left, calls are sent once
/// until the bank answers again.
///
/// ```
/// use citi_core::{Retry, RetryTokens};
/// // One attempt in ten beyond the first at most, in the long run.
/// let retry = Retry::default().budget(RetryTokens::new(100).cost(10).timeout_cost(10));
/// # let _ = retry;
/// ```
#[derive(Debug)]
pub struct RetryTokens {
    capacity: u32,
    cost: u32,
    timeout_cost: u32,
    refill: u32,
    left: Mutex<u32>,
}

impl RetryTokens {
    /// A full bucket of this many tokens; with 0 nothing is ever sent again.
    #[must_use]
    pub fn new(capacity: u32) -> Self {
        Self {
            capacity,
            cost: 5,
            timeout_cost: 10,
            refill: 1,
            left: Mutex::new(capacity),
        }
    }

    /// What another attempt takes; 5 unless said.
    #[must_use]
    pub fn cost(mut self, tokens: u32) -> Self {
        self.cost = tokens;
        self
    }

    /// What another attempt takes after one without answer in time; 10 unless said.
    #[must_use]
    pub fn timeout_cost(mut self, tokens: u32) -> Self {
        self.timeout_cost = tokens;
        self
    }

    /// What a call that succeeds at its first attempt puts back; 1 unless said.
    #[must_use]
    pub fn refill(mut self, tokens: u32) -> Self {
        self.refill = tokens;
        self
    }

    /// How many tokens are left.
    #[must_use]
    pub fn left(&self) -> u32 {
        *self.lock()
    }

    fn lock(&self) -> MutexGuard<'_, u32> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for RetryTokens {
    /// 500 tokens.
    fn default() -> Self {
        Self::new(500)
    }
}

impl RetryBudget for RetryTokens {
    fn spend(&self, failed: &FailedAttempt<'_>) -> Option<u32> {
        let cost = match failed.error.is_timeout() {
            true => self.timeout_cost,
            false => self.cost,
        };
        let mut left = self.lock();
        *left = left.checked_sub(cost)?;
        Some(cost)
    }

    fn succeeded(&self, spent: Option<u32>) {
        let back = spent.unwrap_or(self.refill);
        let mut left = self.lock();
        *left = left.saturating_add(back).min(self.capacity);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::{Error, Operation};

    static READ: Operation = Operation::EMPTY;

    fn failed(error: &Error) -> FailedAttempt<'_> {
        FailedAttempt {
            error,
            operation: &READ,
            attempts: 1,
            elapsed: Duration::ZERO,
        }
    }

    #[test]
    fn an_attempt_costs_five_and_after_a_timeout_ten() {
        let (broken, timeout) = (Error::refused("broken"), Error::timeout());
        let bucket = RetryTokens::default();
        assert_eq!(bucket.left(), 500);
        assert_eq!(bucket.spend(&failed(&broken)), Some(5));
        assert_eq!(bucket.spend(&failed(&timeout)), Some(10));
        assert_eq!(bucket.left(), 485);
        bucket.succeeded(None);
        assert_eq!(bucket.left(), 486);
        bucket.succeeded(Some(10));
        assert_eq!(bucket.left(), 496);
        bucket.succeeded(Some(10));
        assert_eq!(bucket.left(), 500);
    }

    #[test]
    fn what_is_not_there_is_not_spent() {
        let timeout = Error::timeout();
        let bucket = RetryTokens::new(9);
        assert_eq!(bucket.spend(&failed(&timeout)), None);
        assert_eq!(bucket.left(), 9);
        assert_eq!(RetryTokens::new(0).spend(&failed(&timeout)), None);
    }

    proptest! {
        /// True = another attempt, false = a success.
        #[test]
        fn it_is_never_below_nothing_nor_above_its_capacity(
            capacity in 0_u32..50,
            cost in 0_u32..20,
            steps in proptest::collection::vec(any::<(bool, Option<u32>)>(), 0..200),
        ) {
            let error = Error::timeout();
            let bucket = RetryTokens::new(capacity).timeout_cost(cost);
            for (again, spent) in steps {
                let before = bucket.left();
                match again {
                    true => match bucket.spend(&failed(&error)) {
                        Some(taken) => prop_assert_eq!(bucket.left() + taken, before),
                        None => prop_assert!(before < cost && bucket.left() == before),
                    },
                    false => bucket.succeeded(spent),
                }
                prop_assert!(bucket.left() <= capacity);
            }
        }
    }
}
