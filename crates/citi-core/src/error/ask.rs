//! What an error can be asked.

use std::time::Duration;

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::{DecodeError, Error, ErrorDetail, Kind, Outcome, retry_after, settle};
use crate::answer::request_id;
use crate::support::answer::json;
use crate::{DocumentedError, FromHeader, Header, IdempotencyKey, Operation, PinMismatch, header};

impl Error {
    /// Whether the thing asked for does not exist: 404, 410.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(
            self.0.kind,
            Kind::Status(StatusCode::NOT_FOUND | StatusCode::GONE)
        )
    }

    /// Whether the bank wants fewer calls: 429.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.0.kind == Kind::Status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the limiter of this side would have kept the call past its time limit. Nothing was
    /// sent; the bank has not complained, see [`is_rate_limited`](Self::is_rate_limited).
    #[must_use]
    pub fn is_limited_here(&self) -> bool {
        self.0.kind == Kind::Limited
    }

    /// Whether no token could be had to send the call with. [`code`](Self::code) is then what the
    /// token endpoint said (RFC 6749 §5.2): `invalid_client`.
    #[must_use]
    pub fn is_token(&self) -> bool {
        self.0.kind == Kind::Token
    }

    /// Whether the bank does not accept who asks, or for what: 401, 403.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        matches!(
            self.0.kind,
            Kind::Status(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
        )
    }

    /// Whether the time was over before the answer was there.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Timeout | Kind::Late)
    }

    /// Whether the bank answered with success and the answer could not be read, or was too large.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode | Kind::TooLarge)
    }

    /// Whether no connection came about: name, network, certificate. Nothing was sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, Kind::Connect | Kind::Pin)
    }

    /// Whether the host has a key that is none of its pins ([`PinSet`](crate::PinSet)). Nothing was sent, and nothing is
    /// sent again: it is no passing trouble. The message names the host and the key, and the source chain holds the
    /// [`PinMismatch`](crate::PinMismatch), which says what to do.
    #[must_use]
    pub fn is_pin_mismatch(&self) -> bool {
        self.pin_mismatch().is_some()
    }

    /// Which host had which key, if that is what went wrong, be it on the way to a token.
    #[must_use]
    pub fn pin_mismatch(&self) -> Option<&PinMismatch> {
        PinMismatch::find(self)
    }

    /// Whether the request was refused here, before anything was sent.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.0.kind == Kind::Refused
    }

    /// What became of the whole call: for a write, whether the bank did it.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        settle::outcome(self.0.kind, self.code(), self.0.call.unsettled)
    }

    /// The code of the error body: `ACCOUNT_NOT_FOUND`; for a call without a token, that of the
    /// token endpoint.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.body.as_ref()?.error_code.as_deref()
    }

    /// The message of the error body, as it came: it may have numbers of accounts in it.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.body.as_ref()?.message.as_deref()
    }

    /// The details of the error body, as they came.
    #[must_use]
    pub fn details(&self) -> &[ErrorDetail] {
        self.0.body.as_ref().map_or(&[], |body| &body.details)
    }

    /// The status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.parts.as_ref().map(|parts| parts.status)
    }

    /// The headers of the answer, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.parts.as_ref().map(|parts| &parts.headers)
    }

    /// The value of a header of the answer, if there was an answer and it came with it: what is left
    /// of a limit, when to ask again.
    ///
    /// # Errors
    /// If it came and is not of this type.
    pub fn header<T: FromHeader>(&self, header: Header<T>) -> Result<Option<T>, DecodeError> {
        match self.headers() {
            Some(headers) => header::read(headers, header),
            None => Ok(None),
        }
    }

    /// The id by which the bank finds the call: its own, or the one sent.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id).or_else(|| {
            self.0
                .call
                .request_id
                .as_deref()
                .filter(|_| self.attempts() > 0)
        })
    }

    /// How long the bank asks to wait: `Retry-After` (RFC 9110 §10.2.3) or, with a 429 that has
    /// none, the seconds of `RateLimit-Reset`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after_at(None)
    }

    /// The same; `now` is for a date where the answer does not say when it was made.
    pub(crate) fn retry_after_at(&self, now: Option<jiff::Timestamp>) -> Option<Duration> {
        let headers = self.headers()?;
        retry_after::retry_after(headers, now).or_else(|| match self.is_rate_limited() {
            true => retry_after::reset(headers),
            false => None,
        })
    }

    /// How it failed.
    pub(crate) fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The operation, if it came that far.
    #[must_use]
    pub fn operation(&self) -> Option<&'static Operation> {
        self.0.call.operation
    }

    /// How many attempts were made to send it.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.call.attempts
    }

    /// The idempotency key that went with the call, with which it can be sent again.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.0.call.idempotency_key.as_ref()
    }

    /// The body of the answer: bytes from outside, not to be logged.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.0.parts.as_ref().map(|parts| parts.body.as_ref())
    }

    /// Reads the body of the answer as a type, such as that of a documented error.
    ///
    /// # Errors
    /// If there was no answer, or its body is no such JSON.
    pub fn body_as<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        match &self.0.parts {
            Some(parts) => json(parts),
            None => Err(DecodeError::new("there was no answer")),
        }
    }

    /// Reads the body of the answer as what the document of the call gives its errors: one type, or
    /// an enum by status. `C` is the call's builder: `error.documented::<builder::GetPayment<'_>>()`.
    ///
    /// ```
    /// # use citi_core::{DecodeError, DocumentedError, Error};
    /// fn body<C: DocumentedError>(error: &Error) -> Result<C::Body, DecodeError> {
    ///     error.documented::<C>()
    /// }
    /// ```
    ///
    /// # Errors
    /// If there was no answer, or its body is none that the document describes for its status.
    pub fn documented<C: DocumentedError>(&self) -> Result<C::Body, DecodeError> {
        match &self.0.parts {
            Some(parts) => C::read(parts),
            None => Err(DecodeError::new("there was no answer")),
        }
    }
}
