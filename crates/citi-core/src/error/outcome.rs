//! What became of a call that failed.

use std::fmt;

/// What became of a call that failed: for a write, whether the bank did it.
///
/// It is said of the whole call and not of its last attempt. Once an attempt was
/// [`Unknown`](Self::Unknown), the call stays so until an answer of the bank settles it: a later
/// refused connection does not, nor do 401 (it is about who asks), 408, 425 and 429 (about when).
/// A 409 with the code `REQUEST_IN_PROGRESS` never settles a call: the bank is still at the one that
/// had this key first. Nor does a 409 after such an attempt whose code can't be read: it may be that one.
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
    /// Nothing left this process: the request was refused here, there was no token for it, the
    /// limiter kept it, or no connection came about.
    NotSent,
    /// The bank answered that it did not do it (a status of 400 to 499 that settles the call).
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
