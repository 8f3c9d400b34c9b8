//! The type itself.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::{
    DecodeError, ErrorBody, ErrorDetail, Kind, Outcome, clean, excerpt, retry_after, settle,
};
use crate::support::answer::{Parts, json};
use crate::{IdempotencyKey, Operation, Refused, TokenError, answer::request_id};

/// Why a call gave no answer.
///
/// It is one pointer long. Ask it with the predicates (`is_…`), and for a write with
/// [`outcome`](Self::outcome). It shows one line that names the operation and what to do, never the
/// body, a token, or a number of an account.
///
/// ```
/// use citi_core::Connection;
///
/// let error = Connection::builder("http://bank.example").build().unwrap_err();
/// assert!(error.is_refused());
/// assert_eq!(error.outcome(), citi_core::Outcome::NotSent);
/// assert!(error.to_string().contains("https"));
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    reason: String,
    call: Call,
    parts: Option<Parts>,
    body: Option<ErrorBody>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

const NO_ANSWER: &str = "no answer within the time allowed";

/// What is known of a call, whatever becomes of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Call {
    /// The operation.
    pub(crate) operation: Option<&'static Operation>,
    /// How many attempts left this process.
    pub(crate) attempts: u32,
    /// The idempotency key that was sent.
    pub(crate) idempotency_key: Option<IdempotencyKey>,
    /// The request id that was sent.
    pub(crate) request_id: Option<String>,
    /// Whether what became of an earlier attempt is not known.
    pub(crate) unsettled: bool,
    /// Whether the answer was kept from an earlier call.
    pub(crate) from_cache: bool,
}

impl Error {
    fn make(kind: Kind, reason: String) -> Self {
        Self(Box::new(Inner {
            kind,
            reason,
            call: Call::default(),
            parts: None,
            body: None,
            source: None,
        }))
    }

    /// Refused here.
    pub(crate) fn refused(reason: impl fmt::Display) -> Self {
        Self::make(Kind::Refused, clean(&reason.to_string(), 400))
    }

    /// The answer is too large.
    pub(crate) fn too_large(max: usize) -> Self {
        let reason = format!(
            "the answer is larger than {max} bytes; raise `max_body_bytes` if that is right"
        );
        Self::make(Kind::TooLarge, reason)
    }

    /// The transport failed. Addresses carry secrets in their queries, so it goes.
    pub(crate) fn transport(error: reqwest::Error) -> Self {
        let kind = Kind::of(&error);
        let reason = match kind {
            Kind::Refused => "the request cannot be built",
            Kind::Connect => "no connection to the bank",
            Kind::Timeout => NO_ANSWER,
            _ => "the connection broke before the answer was complete",
        };
        let mut made = Self::make(kind, reason.to_owned());
        made.0.source = Some(Box::new(error.without_url()));
        made
    }

    /// The time of an attempt was over.
    pub(crate) fn timeout() -> Self {
        Self::make(Kind::Timeout, NO_ANSWER.to_owned())
    }

    /// The time of the call was over before it could be sent.
    pub(crate) fn late() -> Self {
        let reason = "the time that the call may take was over before it could be sent";
        Self::make(Kind::Late, reason.to_owned())
    }

    /// The limiter of this side would have kept it for too long.
    pub(crate) fn limited(reason: String) -> Self {
        Self::make(Kind::Limited, reason)
    }

    /// There is no token to send with it.
    pub(crate) fn token(error: TokenError) -> Self {
        let mut made = Self::make(Kind::Token, error.to_string());
        made.0.body = error.code().map(|code| ErrorBody {
            error_code: Some(code.to_owned()),
            ..ErrorBody::default()
        });
        made.0.source = Some(Box::new(error));
        made
    }

    /// The bank answered with a status that means no success.
    pub(crate) fn status_of(parts: Parts) -> Self {
        let body = serde_json::from_slice::<ErrorBody>(&parts.body)
            .ok()
            .filter(|body| !body.is_empty());
        let reason = match &body {
            Some(body) => body.to_string(),
            None => excerpt(&parts.body, 120),
        };
        let mut made = Self::make(Kind::Status(parts.status), reason);
        made.0.body = body;
        made.0.parts = Some(parts);
        made
    }

    /// A success that cannot be read.
    pub(crate) fn decode(parts: Option<Parts>, error: DecodeError) -> Self {
        let mut made = Self::make(Kind::Decode, error.to_string());
        made.0.parts = parts;
        made.0.source = Some(Box::new(error));
        made
    }

    /// Says of which call it is.
    pub(crate) fn of(mut self, call: Call) -> Self {
        self.0.call = call;
        self
    }

    /// The status that was there before the answer broke.
    pub(crate) fn with_parts(mut self, parts: Parts) -> Self {
        self.0.parts = Some(parts);
        self
    }

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
        self.0.kind == Kind::Connect
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

    /// The id by which the bank finds the call: its own, or the one sent.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.headers()
            .and_then(request_id)
            .or(self.0.call.request_id.as_deref())
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

    /// What to do about it.
    fn remedy(&self) -> Option<&'static str> {
        let write = self
            .0
            .call
            .operation
            .is_some_and(|operation| operation.method.is_write());
        match (self.outcome(), write) {
            (Outcome::Unknown, true) if self.0.call.idempotency_key.is_some() => Some(
                "whether the bank did it is not known: ask for its status, or send it again with the same idempotency key",
            ),
            (Outcome::Unknown, true) => Some(
                "whether the bank did it is not known: ask for its status before sending it again",
            ),
            _ => None,
        }
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::refused(refused)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.call.operation {
            write!(f, "{operation}: ")?;
        }
        match self.0.kind {
            Kind::Status(status) => write!(f, "answered {status}")?,
            Kind::Refused | Kind::Token | Kind::Limited | Kind::Late => {
                match self.0.call.attempts {
                    0 => write!(f, "not sent")?,
                    _ => write!(f, "not sent again")?,
                }
            }
            Kind::Decode => write!(f, "the answer cannot be read")?,
            _ => {}
        }
        let between = match self.0.kind {
            Kind::Connect | Kind::Timeout | Kind::Transport | Kind::TooLarge => "",
            _ if self.0.reason.is_empty() => "",
            _ => ": ",
        };
        write!(f, "{between}{}", self.0.reason)?;
        if let Some(remedy) = self.remedy() {
            write!(f, "; {remedy}")?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " (request id {id})")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("outcome", &self.outcome())
            .field(
                "operation",
                &self.0.call.operation.map(|operation| operation.id),
            )
            .field("attempts", &self.0.call.attempts)
            .field("request_id", &self.request_id())
            .field("reason", &self.0.reason)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;

    fn parts(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Parts {
        let headers = headers.iter().map(|(name, value)| {
            (
                name.parse::<http::HeaderName>().unwrap(),
                http::HeaderValue::from_static(value),
            )
        });
        Parts {
            status: StatusCode::from_u16(status).unwrap(),
            headers: headers.collect(),
            body: body.to_owned().into(),
        }
    }

    #[test]
    fn it_is_one_pointer_and_travels() {
        fn travels<T: Send + Sync + 'static>() {}
        travels::<Error>();
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    }

    #[test]
    fn an_error_body_is_read() {
        let body = r#"{"error_code":"ACCOUNT_NOT_FOUND","message":"No account 123456789.","details":[{"field":"accountId","issue":"unknown"}],"extra":{"a":1}}"#;
        let error = Error::status_of(parts(
            404,
            &[("x-request-id", "r-1"), ("retry-after", "3")],
            body,
        ));
        assert!(error.is_not_found() && !error.is_auth());
        assert_eq!(error.code(), Some("ACCOUNT_NOT_FOUND"));
        assert_eq!(error.message(), Some("No account 123456789."));
        assert_eq!(error.details()[0].field.as_deref(), Some("accountId"));
        assert_eq!(error.request_id(), Some("r-1"));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
        assert_eq!(error.outcome(), Outcome::Rejected);
        assert_eq!(
            error.to_string(),
            "answered 404 Not Found: ACCOUNT_NOT_FOUND: No account [redacted].: `accountId`: unknown (request id r-1)"
        );
        assert!(!format!("{error:?}").contains("123456789"));
        #[derive(serde::Deserialize)]
        struct Own {
            extra: crate::Map<u8>,
        }
        assert_eq!(error.body_as::<Own>().unwrap().extra["a"], 1);
    }

    #[test]
    fn a_page_is_a_short_excerpt() {
        let error = Error::status_of(parts(
            502,
            &[],
            "<html><h1>Bad Gateway</h1><p>card 4111111111111111",
        ));
        assert_eq!(
            error.to_string(),
            "answered 502 Bad Gateway: Bad Gateway card [redacted]"
        );
        assert_eq!(error.code(), None);
        assert!(error.body_as::<ErrorBody>().is_err());
    }

    #[test]
    fn an_unknown_write_says_what_to_do() {
        static PAY: Operation = Operation {
            id: "pay",
            method: Method::Post,
            path: "/pay",
            ..Operation::EMPTY
        };
        let call = Call {
            operation: Some(&PAY),
            attempts: 1,
            ..Call::default()
        };
        let error = Error::status_of(parts(503, &[], "")).of(call.clone());
        let shown = error.to_string();
        assert!(
            shown.starts_with("pay (POST /pay): answered 503 Service Unavailable; whether"),
            "{shown}"
        );
        assert!(shown.contains("ask for its status before"), "{shown}");
        let key = IdempotencyKey::new("k-1").unwrap();
        let error = Error::status_of(parts(503, &[], "")).of(Call {
            idempotency_key: Some(key),
            ..call
        });
        assert!(error.to_string().contains("same idempotency key"));
        assert_eq!(error.idempotency_key().unwrap().as_str(), "k-1");
    }

    #[test]
    fn an_unreadable_success_is_unknown() {
        let error = Error::decode(
            Some(parts(201, &[], "{}")),
            DecodeError::new("missing field `id`"),
        );
        assert!(error.is_decode());
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(error.status(), Some(StatusCode::CREATED));
        assert_eq!(
            error.to_string(),
            "the answer cannot be read: missing field `id`"
        );
        assert!(std::error::Error::source(&error).is_some());
    }
}
