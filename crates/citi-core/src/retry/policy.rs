//! [`RetryPolicy`]: whether to send again.

use http::StatusCode;

use super::FailedAttempt;
use crate::error::{Call, Kind, is_in_progress};
use crate::{Error, Operation};

/// Whether a failure is worth another attempt.
///
/// It has the say within bounds that no policy lifts: a call that is neither idempotent by its table
/// nor carries an idempotency key is sent once, nothing is sent past the deadline of the call or the
/// life of its key, and never more often than [`Retry::attempts`](crate::Retry::attempts) allows.
///
/// ```
/// use citi_core::{FailedAttempt, PassingFailures, Retry, RetryPolicy};
///
/// /// What passes, and a 404 of something that was made a moment ago.
/// struct SoonThere;
///
/// impl RetryPolicy for SoonThere {
///     fn is_worth(&self, failed: &FailedAttempt<'_>) -> bool {
///         failed.error().is_not_found() || PassingFailures.is_worth(failed)
///     }
/// }
/// let retry = Retry::default().policy(SoonThere);
/// # let _ = retry;
/// ```
pub trait RetryPolicy: Send + Sync {
    /// Whether the same request, sent again a little later, may well succeed.
    fn is_worth(&self, failed: &FailedAttempt<'_>) -> bool;
}

/// The policy unless another is given: 429, 502, 503, 504, a 409 that says that the first request is
/// still running, a failed or broken connection, an attempt without answer.
///
/// A 500 is not among them: a server that fails in a way of its own seldom does better at once.
///
/// ```
/// use citi_core::{PassingFailures, Retry};
/// let retry = Retry::default().policy(PassingFailures);
/// # let _ = retry;
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct PassingFailures;

impl RetryPolicy for PassingFailures {
    fn is_worth(&self, failed: &FailedAttempt<'_>) -> bool {
        is_passing(failed.error)
    }
}

/// Whether sending a call twice does what sending it once does.
pub(crate) fn is_repeatable(operation: &Operation, call: &Call) -> bool {
    operation.idempotent || call.idempotency_key.is_some()
}

/// Whether what failed may well succeed a little later.
pub(crate) fn is_passing(error: &Error) -> bool {
    const STATUSES: [StatusCode; 4] = [
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::BAD_GATEWAY,
        StatusCode::SERVICE_UNAVAILABLE,
        StatusCode::GATEWAY_TIMEOUT,
    ];
    match error.kind() {
        Kind::Status(status) => {
            STATUSES.contains(&status) || is_in_progress(error.kind(), error.code())
        }
        Kind::Connect | Kind::Timeout | Kind::Transport => true,
        Kind::Refused
        | Kind::Token
        | Kind::Limited
        | Kind::QueueFull
        | Kind::Late
        | Kind::Cancelled
        | Kind::Expired
        | Kind::Pin
        | Kind::TooLarge
        | Kind::Decode => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::IdempotencyKey;
    use crate::support::answer::Parts;

    fn status(code: u16, body: &'static str) -> Error {
        Error::status_of(Parts {
            status: StatusCode::from_u16(code).unwrap(),
            headers: http::HeaderMap::new(),
            body: bytes::Bytes::from_static(body.as_bytes()),
        })
    }

    #[test]
    fn only_what_does_no_harm_twice_is_repeated() {
        let keyed = Call {
            idempotency_key: IdempotencyKey::new("k").ok(),
            ..Call::default()
        };
        let idempotent = Operation {
            idempotent: true,
            ..Operation::EMPTY
        };
        assert!(is_repeatable(&idempotent, &Call::default()));
        assert!(is_repeatable(&Operation::EMPTY, &keyed));
        assert!(!is_repeatable(&Operation::EMPTY, &Call::default()));
    }

    #[test]
    fn only_what_passes_is_tried_again() {
        for code in [429, 502, 503, 504] {
            assert!(is_passing(&status(code, "")), "{code}");
        }
        for code in [301, 400, 401, 403, 404, 408, 409, 422, 500, 501] {
            assert!(!is_passing(&status(code, "")), "{code}");
        }
        assert!(is_passing(&status(
            409,
            r#"{"error_code":"REQUEST_IN_PROGRESS"}"#
        )));
        assert!(is_passing(&Error::timeout()));
        for error in [Error::refused(""), Error::late(), Error::too_large(1)] {
            assert!(!is_passing(&error), "{error}");
        }
    }
}
