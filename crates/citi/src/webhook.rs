//! [`Webhook`]: a delivery in, a typed event out.

use citi_core::{Secret, WebhookError, WebhookVerifier};
use citi_events::{EventError, TypedEvent};
use http::{HeaderMap, StatusCode};

/// What receives the deliveries of one webhook: it verifies the signature over the raw body, and
/// only then reads the event.
///
/// ```
/// use citi::Webhook;
/// use citi::core::WebhookVerifier;
/// use citi::events::TypedEvent;
///
/// let webhook = Webhook::new("the-secret-from-the-portal")?;
/// # let body = br#"{"id":"evt-1","type":"payment.completed","createdAt":"2026-03-04T21:00:01Z",
/// # "data":{"paymentId":"p-5530218","method":"ACH","amount":1250.00,"currency":"USD",
/// # "debtorAccountId":"123456789","completedAt":"2026-03-04T21:00:00Z"}}"#;
/// # let mut headers = http::HeaderMap::new();
/// # let signature = WebhookVerifier::new("the-secret-from-the-portal")?.sign(body);
/// # headers.insert(WebhookVerifier::HEADER, signature.parse()?);
/// match webhook.event(&headers, body) {
///     Ok(TypedEvent::PaymentCompleted(event)) => println!("{} is settled", event.data.payment_id),
///     Ok(other) => println!("{} is of no interest", other.id()),
///     Err(refused) => println!("answer {}", refused.status()),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Webhook {
    verifier: WebhookVerifier,
}

impl Webhook {
    /// The webhook with this secret.
    ///
    /// # Errors
    /// If it is empty.
    pub fn new(secret: impl Into<Secret>) -> Result<Self, WebhookError> {
        WebhookVerifier::new(secret).map(Self::with)
    }

    /// The webhook whose deliveries this verifies: with two secrets, say.
    #[must_use]
    pub fn with(verifier: WebhookVerifier) -> Self {
        Self { verifier }
    }

    /// The event of a delivery: the headers, and the bytes of the body exactly as they arrived.
    ///
    /// A type that this version does not know is [`TypedEvent::Unknown`]. The same event can come
    /// more than once: keep the ids that were seen.
    ///
    /// # Errors
    /// If the delivery is not the bank's, or its body is no event. Answer
    /// [`DeliveryError::status`], and do nothing.
    pub fn event(&self, headers: &HeaderMap, body: &[u8]) -> Result<TypedEvent, DeliveryError> {
        self.verifier.verify(headers, body)?;
        Ok(TypedEvent::from_slice(body)?)
    }
}

/// Why a delivery gives no event. It holds nothing of what was delivered.
///
/// ```
/// let refused = citi::Webhook::new("secret")?.event(&http::HeaderMap::new(), b"{}").unwrap_err();
/// assert_eq!(refused.status(), 401);
/// # Ok::<(), citi::core::WebhookError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeliveryError {
    /// It is not the bank's.
    #[error(transparent)]
    Signature(#[from] WebhookError),
    /// It is the bank's, and no event.
    #[error(transparent)]
    Body(#[from] EventError),
}

impl DeliveryError {
    /// What to answer: 401 for a delivery that is not the bank's, 400 for one that is no event.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Signature(_) => StatusCode::UNAUTHORIZED,
            Self::Body(_) => StatusCode::BAD_REQUEST,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(body: &[u8]) -> HeaderMap {
        let signature = WebhookVerifier::new("hunter2").unwrap().sign(body);
        let mut headers = HeaderMap::new();
        headers.insert(WebhookVerifier::HEADER, signature.parse().unwrap());
        headers
    }

    #[test]
    fn nothing_is_read_before_it_is_verified() {
        let webhook = Webhook::new("hunter2").unwrap();
        let error = webhook.event(&HeaderMap::new(), b"no JSON").unwrap_err();
        assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
        let error = webhook.event(&signed(b"no JSON"), b"no JSON").unwrap_err();
        assert_eq!(error.status(), StatusCode::BAD_REQUEST);
        assert!(matches!(error, DeliveryError::Body(_)));
    }

    #[test]
    fn a_new_type_is_an_event_all_the_same() {
        let body =
            br#"{"id":"e","type":"loan.granted","createdAt":"2026-03-04T21:00:01Z","data":{}}"#;
        let event = Webhook::new("hunter2").unwrap().event(&signed(body), body);
        assert!(matches!(event, Ok(TypedEvent::Unknown(_))));
    }
}
