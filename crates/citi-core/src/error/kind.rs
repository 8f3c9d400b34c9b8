//! The ways in which a call fails.

use http::StatusCode;

use super::Outcome;
use crate::PinMismatch;

/// How a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Refused here, before anything was sent.
    Refused,
    /// No token could be had.
    Token,
    /// The limiter of this side would have kept it past its time limit.
    Limited,
    /// Too many calls wait already.
    QueueFull,
    /// Its time was over before it could be sent.
    Late,
    /// Whoever made it wants it no more.
    Cancelled,
    /// The life of its idempotency key is over.
    Expired,
    /// No connection came about.
    Connect,
    /// The host has a key that is none of its pins.
    Pin,
    /// The time was over before the answer was there.
    Timeout,
    /// The connection broke.
    Transport,
    /// The answer is larger than the connection takes.
    TooLarge,
    /// The answer has a status that means no success.
    Status(StatusCode),
    /// A success that cannot be read.
    Decode,
}

impl Kind {
    /// What became of the call, after one attempt.
    pub(crate) fn outcome(self) -> Outcome {
        match self {
            Self::Refused
            | Self::Token
            | Self::Limited
            | Self::QueueFull
            | Self::Late
            | Self::Cancelled
            | Self::Connect
            | Self::Pin => Outcome::NotSent,
            Self::Status(status) if status.is_client_error() => Outcome::Rejected,
            // It is not sent now; whether it was sent before is what nobody here can say.
            Self::Expired
            | Self::Timeout
            | Self::Transport
            | Self::TooLarge
            | Self::Status(_)
            | Self::Decode => Outcome::Unknown,
        }
    }

    /// How a transport error counts. A request that was never on a connection was not sent, even
    /// where the time was over; everything later may have arrived.
    ///
    /// Whether there was a connection says the HTTP client's own error, the first in the chain, and
    /// not [`reqwest::Error::is_connect`]: that looks through the whole chain, and a body that comes
    /// from another service may have failed, half sent, because *that* service could not be reached.
    pub(crate) fn of(error: &reqwest::Error) -> Self {
        if error.is_builder() {
            Self::Refused
        } else if PinMismatch::find(error).is_some() {
            Self::Pin
        } else if is_connect(error) {
            Self::Connect
        } else if error.is_timeout() {
            Self::Timeout
        } else {
            Self::Transport
        }
    }
}

/// Whether the connection itself did not come about.
fn is_connect(error: &reqwest::Error) -> bool {
    let first = std::error::Error::source(error);
    let mut chain = std::iter::successors(first, |error| error.source());
    chain
        .find_map(|error| error.downcast_ref::<hyper_util::client::legacy::Error>())
        .is_some_and(hyper_util::client::legacy::Error::is_connect)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_attempt_has_this_outcome() {
        let status = |code| Kind::Status(StatusCode::from_u16(code).unwrap()).outcome();
        for code in [400, 401, 403, 404, 408, 409, 422, 425, 429] {
            assert_eq!(status(code), Outcome::Rejected, "{code}");
        }
        for code in [302, 303, 500, 501, 502, 503, 504, 599] {
            assert_eq!(status(code), Outcome::Unknown, "{code}");
        }
        for kind in [
            Kind::Refused,
            Kind::Token,
            Kind::Limited,
            Kind::QueueFull,
            Kind::Late,
            Kind::Connect,
            Kind::Pin,
        ] {
            assert_eq!(kind.outcome(), Outcome::NotSent, "{kind:?}");
        }
        for kind in [Kind::Timeout, Kind::Transport, Kind::TooLarge, Kind::Decode] {
            assert_eq!(kind.outcome(), Outcome::Unknown, "{kind:?}");
        }
    }
}
