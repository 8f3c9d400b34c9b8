//! What became of a call that failed.

use std::fmt;

/// What became of a call that failed: for a write, whether the bank did it.
///
/// ```
/// use citi_core::Outcome;
/// // What to do with a payment that failed:
/// fn advice(outcome: Outcome) -> &'static str {
///     match outcome {
///         Outcome::NotSent | Outcome::Rejected => "put it right and send it again",
///         Outcome::Unknown => "ask for its status, or send it again with the same idempotency key",
///     }
/// }
/// assert!(advice(Outcome::Unknown).contains("same idempotency key"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing left this process: the request was refused here, or no connection came about.
    NotSent,
    /// The bank answered that it did not do it (a status of 400 to 499).
    Rejected,
    /// It may have been done: the request was on its way and no answer that settles it came.
    Unknown,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSent => "nothing was sent",
            Self::Rejected => "the bank refused it",
            Self::Unknown => "whether the bank did it is not known",
        })
    }
}
