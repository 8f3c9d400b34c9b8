//! The type itself.

use std::fmt;

use super::{DecodeError, ErrorBody, Kind, clean, excerpt};
use crate::support::answer::Parts;
use crate::{IdempotencyKey, Operation, PinMismatch, Refused, TokenError, proxy, tls};

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
pub struct Error(pub(super) Box<Inner>);

pub(super) struct Inner {
    pub(super) kind: Kind,
    pub(super) reason: String,
    pub(super) call: Call,
    pub(super) parts: Option<Parts>,
    pub(super) body: Option<ErrorBody>,
    pub(super) source: Option<Box<dyn std::error::Error + Send + Sync>>,
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

impl Call {
    /// Whether an answer of this status is the call's answer, and no error.
    pub(crate) fn takes(&self, status: http::StatusCode) -> bool {
        let operation = self.operation.unwrap_or(&Operation::EMPTY);
        operation.is_answer(status.as_u16())
    }
}

impl Error {
    pub(super) fn make(kind: Kind, reason: String) -> Self {
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

    /// The same for another reason.
    pub(crate) fn too_large_because(reason: impl fmt::Display) -> Self {
        Self::make(Kind::TooLarge, reason.to_string())
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
        let reason = match (kind, PinMismatch::find(&error)) {
            (Kind::Pin, Some(mismatch)) => format!("no connection to the bank: {mismatch}"),
            (Kind::Connect, _) => match (tls::reason(&error), proxy::reason(&error)) {
                (Some(tls), _) => format!("{reason}: {tls}"),
                (None, Some(proxy)) => format!("{reason}: {proxy}"),
                (None, None) => reason.to_owned(),
            },
            _ => reason.to_owned(),
        };
        let mut made = Self::make(kind, reason);
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

    /// Too many calls wait already.
    pub(crate) fn queue_full(reason: String) -> Self {
        Self::make(Kind::QueueFull, reason)
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
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::refused(refused)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::StatusCode;

    use super::*;
    use crate::{Method, Outcome};

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
            "answered 502 Bad Gateway: Bad Gateway card 411111******1111"
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
