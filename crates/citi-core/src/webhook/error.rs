//! [`WebhookError`].

use std::fmt;

use http::{HeaderName, StatusCode};

use super::Reply;

/// Why a delivery is not handled. It holds nothing of what was delivered.
///
/// It is for your log. The sender gets [`status`](Self::status) and an empty body, the same whichever check of the
/// signature failed.
///
/// ```
/// use citi_core::WebhookVerifier;
/// let verifier = WebhookVerifier::new("a-webhook-secret")?;
/// let error = verifier.verify(&http::HeaderMap::new(), b"{}").unwrap_err();
/// assert!(error.is_missing());
/// assert_eq!(error.status(), 401);
/// # Ok::<(), citi_core::WebhookError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookError {
    kind: Kind,
    header: Option<HeaderName>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    EmptySecret,
    Secret,
    NoSecret,
    NoReceiver,
    Stamp,
    Missing,
    Several,
    Malformed,
    Mismatch,
    Stale,
    TooLarge,
    Broken,
    Unreadable,
    Duplicate,
    Busy,
    Guard,
}

impl WebhookError {
    /// The delivery lacks this header: for schemes of your own.
    #[must_use]
    pub fn missing(header: HeaderName) -> Self {
        Self {
            kind: Kind::Missing,
            header: Some(header),
        }
    }

    /// What stands in this header is not what the scheme writes there: for schemes of your own.
    #[must_use]
    pub fn malformed(header: HeaderName) -> Self {
        Self {
            kind: Kind::Malformed,
            header: Some(header),
        }
    }

    /// The secret can't be one of this scheme: for schemes of your own.
    #[must_use]
    pub fn unusable_secret() -> Self {
        Kind::Secret.into()
    }

    /// The body is longer than what is taken: for servers of your own.
    #[must_use]
    pub fn too_large() -> Self {
        Kind::TooLarge.into()
    }

    /// The body broke off: for servers of your own.
    #[must_use]
    pub fn broken() -> Self {
        Kind::Broken.into()
    }

    /// The server was given no receiver: for servers of your own.
    #[must_use]
    pub fn no_receiver() -> Self {
        Kind::NoReceiver.into()
    }

    pub(super) fn several(header: HeaderName) -> Self {
        Self {
            kind: Kind::Several,
            header: Some(header),
        }
    }

    pub(super) fn empty_secret() -> Self {
        Kind::EmptySecret.into()
    }

    pub(super) fn no_secret() -> Self {
        Kind::NoSecret.into()
    }

    pub(super) fn stamp() -> Self {
        Kind::Stamp.into()
    }

    pub(super) fn mismatch() -> Self {
        Kind::Mismatch.into()
    }

    pub(super) fn stale() -> Self {
        Kind::Stale.into()
    }

    pub(super) fn unreadable() -> Self {
        Kind::Unreadable.into()
    }

    pub(super) fn duplicate() -> Self {
        Kind::Duplicate.into()
    }

    pub(super) fn busy() -> Self {
        Kind::Busy.into()
    }

    pub(super) fn guard() -> Self {
        Kind::Guard.into()
    }

    /// Whether there is no signature, or no header that belongs to it.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.kind == Kind::Missing
    }

    /// Whether what stands in the headers is no signature, or several where there is one.
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        matches!(self.kind, Kind::Malformed | Kind::Several)
    }

    /// Whether the signature is another one than the secrets make of the delivery.
    #[must_use]
    pub fn is_mismatch(&self) -> bool {
        self.kind == Kind::Mismatch
    }

    /// Whether the signature fits, and its time is further from now than the tolerance.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.kind == Kind::Stale
    }

    /// Whether the body is longer than what is taken.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.kind == Kind::TooLarge
    }

    /// Whether the delivery is the sender's, and its body was not read as an event.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.kind == Kind::Unreadable
    }

    /// Whether the delivery came before and was handled. There is nothing to do.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        self.kind == Kind::Duplicate
    }

    /// Whether the delivery came before and is being handled at this moment.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.kind == Kind::Busy
    }

    /// Whether this side cannot take deliveries now: there is no secret in force, or the replay guard cannot tell.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        matches!(
            self.kind,
            Kind::EmptySecret
                | Kind::Secret
                | Kind::NoSecret
                | Kind::NoReceiver
                | Kind::Stamp
                | Kind::Guard
        )
    }

    /// What to answer: 401 for what is not the sender's, 413 for what is too long, 400 for what is no event, 204 for
    /// what was handled before, 503 where a later delivery may be taken.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self.kind {
            Kind::Missing | Kind::Several | Kind::Malformed | Kind::Mismatch | Kind::Stale => {
                StatusCode::UNAUTHORIZED
            }
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::Broken | Kind::Unreadable => StatusCode::BAD_REQUEST,
            Kind::Duplicate => StatusCode::NO_CONTENT,
            _ => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The answer to send: the status, and an empty body.
    pub fn reply(&self) -> Reply {
        Reply::new(self.status())
    }

    /// The word for the metric.
    pub(super) fn verdict(&self) -> &'static str {
        match self.kind {
            Kind::Missing => "missing",
            Kind::Several | Kind::Malformed => "malformed",
            Kind::Mismatch => "mismatch",
            Kind::Stale => "stale",
            Kind::TooLarge => "too_large",
            Kind::Broken => "broken",
            Kind::Unreadable => "unreadable",
            Kind::Duplicate => "duplicate",
            Kind::Busy => "busy",
            _ => "unavailable",
        }
    }
}

impl From<Kind> for WebhookError {
    fn from(kind: Kind) -> Self {
        Self { kind, header: None }
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let header = self.header.as_ref().map_or("header", HeaderName::as_str);
        f.write_str(match self.kind {
            Kind::EmptySecret => {
                "the webhook secret is empty: anybody could sign with it; copy it from the portal"
            }
            Kind::Secret => {
                "the webhook secret is not of the form that the scheme has; copy it whole from where it was made"
            }
            Kind::NoSecret => {
                "no webhook secret is in force at this time; look at the windows of the secrets and at their source"
            }
            Kind::NoReceiver => {
                "the server has no Receiver: give it one with its state, which is app_data(web::Data::new(receiver)) in actix-web"
            }
            Kind::Stamp => {
                "the delivery cannot be signed: an id takes letters, digits, `_` and `-`"
            }
            Kind::Missing => {
                return write!(
                    f,
                    "the delivery has no {header}: it is not the sender's, or a proxy drops the header"
                );
            }
            Kind::Several => {
                return write!(f, "the delivery has several {header}; the sender writes one");
            }
            Kind::Malformed => {
                return write!(f, "{header} of the delivery is not what the scheme writes there");
            }
            Kind::Mismatch => {
                "the signature does not fit the delivery: another secret, or bytes that were changed on the way; \
                 verify the body as it arrived, before anything reads or rewrites it"
            }
            Kind::Stale => {
                "the delivery was signed too long ago or too far ahead: an old one sent again, or one of the clocks is \
                 wrong"
            }
            Kind::TooLarge => {
                "the body of the delivery is longer than what is taken; raise max_body if the sender's events are"
            }
            Kind::Broken => "the body of the delivery broke off",
            Kind::Unreadable => {
                "the delivery is the sender's, and its body is not read as an event; compare it with its document"
            }
            Kind::Duplicate => "the delivery was handled before",
            Kind::Busy => "the delivery is being handled at this moment",
            Kind::Guard => {
                "the replay guard cannot tell whether the delivery came before; it is taken when it comes again"
            }
        })
    }
}

impl std::error::Error for WebhookError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whichever_check_failed_the_answer_is_the_same() {
        let header = HeaderName::from_static("x-citi-signature");
        let answers = [
            WebhookError::missing(header.clone()),
            WebhookError::malformed(header.clone()),
            WebhookError::several(header),
            WebhookError::mismatch(),
            WebhookError::stale(),
        ]
        .map(|error| error.reply().response());
        for answer in answers {
            assert_eq!(answer.status(), 401);
            assert!(answer.headers().is_empty() && answer.body().is_empty());
        }
    }

    #[test]
    fn what_may_be_taken_later_is_sent_again() {
        for error in [
            WebhookError::busy(),
            WebhookError::guard(),
            WebhookError::no_secret(),
        ] {
            assert_eq!(error.status(), 503, "{error}");
        }
    }
}
