//! Sending again: whether, when, how much in all, and for how long.

mod attempt;
mod backoff;
mod budget;
mod deadline;
mod policy;
mod value;

pub use attempt::FailedAttempt;
pub(crate) use backoff::fraction;
pub use backoff::{Backoff, FullJitter};
pub use budget::{RetryBudget, RetryTokens};
pub(crate) use deadline::Deadline;
pub use policy::{PassingFailures, RetryPolicy};
pub(crate) use policy::{is_passing, is_repeatable};
pub use value::Retry;
