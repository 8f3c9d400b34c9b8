//! [`FailedAttempt`]: what those who decide on another attempt are told.

use std::time::Duration;

use crate::{Error, Operation};

/// An attempt that failed, as a [`RetryPolicy`](crate::RetryPolicy) and a
/// [`RetryBudget`](crate::RetryBudget) see it.
///
/// ```
/// use citi_core::FailedAttempt;
/// fn is_brief(failed: &FailedAttempt<'_>) -> bool {
///     failed.attempts() < 3 && failed.elapsed().as_secs() < 10 && failed.error().is_retryable()
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct FailedAttempt<'a> {
    pub(crate) error: &'a Error,
    pub(crate) operation: &'static Operation,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

impl<'a> FailedAttempt<'a> {
    /// How it failed. It does not yet know of its call: ask [`operation`](Self::operation) and
    /// [`attempts`](Self::attempts) here.
    #[must_use]
    pub fn error(&self) -> &'a Error {
        self.error
    }

    /// Which operation was called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// How many attempts failed, this one included; one whose token was refused does not count.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How long it is since the first attempt was made ready.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}
