//! What an error can be asked.

use std::time::Duration;

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::{DecodeError, Error, ErrorDetail, Kind, Outcome, retry_after, settle};
use crate::answer::request_id;
use crate::limit::Standing;
use crate::support::answer::unchecked;
use crate::{DocumentedError, FromHeader, Header, IdempotencyKey, Operation, PinMismatch, header};

impl Error {
    /// Which host had which key, if that is what went wrong, be it on the way to a token.
    #[must_use]
    pub fn pin_mismatch(&self) -> Option<&PinMismatch> {
        PinMismatch::find(self)
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
            true => Standing::read(headers, now).reset,
            false => None,
        })
    }

    /// How long an answer asks to wait before the next call: `Retry-After`.
    pub(crate) fn asked_to_wait(headers: &HeaderMap, now: jiff::Timestamp) -> Option<Duration> {
        retry_after::retry_after(headers, Some(now))
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
            Some(parts) => unchecked(parts),
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
