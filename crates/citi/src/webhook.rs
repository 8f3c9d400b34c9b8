//! [`Webhook`]: a delivery in, a typed event out.

use citi_core::webhook::{Delivery, Opened, Receiver, ReplayGuard, WebhookSecret};
use citi_core::{WebhookError, WebhookVerifier};
use citi_events::{EventError, TypedEvent};
use http::{HeaderMap, StatusCode};

/// What receives the deliveries of one webhook: it verifies the signature over the raw body, and only then reads the
/// event. [`receive`](Self::receive) also keeps an event from being handled twice.
///
/// ```
/// use citi::Webhook;
/// use citi::core::webhook::{CitiSignature, Reply, Signer, WebhookError};
/// use citi::events::TypedEvent;
///
/// async fn deliver(webhook: &Webhook, headers: &http::HeaderMap, body: Vec<u8>) -> Result<Reply, WebhookError> {
///     let delivery = webhook.receive(headers, body).await?;
///     match delivery.event() {
///         TypedEvent::PaymentCompleted(event) => println!("{} is settled", event.data.payment_id),
///         other => println!("{} is of no interest", other.type_name()),
///     }
///     Ok(delivery.acknowledge().await)
/// }
///
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// let webhook = Webhook::new("the-secret-from-the-portal")?;
/// # let body = br#"{"id":"evt-1","type":"payment.completed","createdAt":"2026-03-04T21:00:01Z",
/// # "data":{"paymentId":"p-5530218","method":"ACH","amount":1250.00,"currency":"USD",
/// # "debtorAccountId":"123456789","completedAt":"2026-03-04T21:00:00Z"}}"#.to_vec();
/// let bank = Signer::new(CitiSignature::new(), "the-secret-from-the-portal")?;
/// let reply = deliver(&webhook, &bank.sign(&body)?, body).await?;
/// assert_eq!(reply.status(), 204);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Webhook {
    receiver: Receiver,
}

impl Webhook {
    /// The webhook with this secret. What was handled is remembered in memory.
    ///
    /// # Errors
    /// If it is empty.
    pub fn new(secret: impl Into<WebhookSecret>) -> Result<Self, WebhookError> {
        WebhookVerifier::new(secret).map(Self::with)
    }

    /// The webhook whose deliveries this verifies: with two secrets, say.
    #[must_use]
    pub fn with(verifier: WebhookVerifier) -> Self {
        // The bank gives an event one id for all its deliveries; the bytes around it may be others.
        let id = |body: &[u8]| TypedEvent::from_slice(body).ok()?.id().map(str::to_owned);
        Self {
            receiver: Receiver::new(verifier).identify_by(id),
        }
    }

    /// Remembers what was handled in this guard: one that several processes share, say.
    #[must_use]
    pub fn guard(self, guard: impl ReplayGuard + 'static) -> Self {
        Self {
            receiver: self.receiver.guard(guard),
        }
    }

    /// What servers are given: the state of an axum router, data of an actix-web application, or a tower layer. It
    /// knows events by their id.
    #[must_use]
    pub fn receiver(&self) -> Receiver {
        self.receiver.clone()
    }

    /// The event of a delivery that did not come before: the headers, and the bytes of the body exactly as they arrived.
    /// Acknowledge it once it is handled, or refuse it.
    ///
    /// A type that this version does not know is [`TypedEvent::Unknown`].
    ///
    /// # Errors
    /// If the delivery is not the bank's, came before, or is no event. Answer with [`WebhookError::reply`].
    pub async fn receive(
        &self,
        headers: &HeaderMap,
        body: impl Into<Vec<u8>>,
    ) -> Result<Delivery<Opened<TypedEvent>>, WebhookError> {
        let delivery = self.receiver.receive(headers, body.into()).await?;
        Ok(delivery.read(TypedEvent::from_slice).await?)
    }

    /// The event of a delivery, without asking whether it came before: keep the ids that were seen.
    ///
    /// A type that this version does not know is [`TypedEvent::Unknown`].
    ///
    /// # Errors
    /// If the delivery is not the bank's, or its body is no event. Answer
    /// [`DeliveryError::status`], and do nothing.
    pub fn event(&self, headers: &HeaderMap, body: &[u8]) -> Result<TypedEvent, DeliveryError> {
        self.receiver.verifier().verify(headers, body)?;
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
    /// What to answer: 401 for a delivery that is not the bank's, 400 for one that is no event, and what
    /// [`WebhookError::status`] says of one that is too long or that nobody can verify now.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Signature(error) => error.status(),
            Self::Body(_) => StatusCode::BAD_REQUEST,
        }
    }
}

#[cfg(test)]
mod tests {
    use citi_core::webhook::{CitiSignature, Signer};

    use super::*;

    fn signed(body: &[u8]) -> HeaderMap {
        let bank = Signer::new(CitiSignature::new(), "hunter2").unwrap();
        bank.sign(body).unwrap()
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

    #[tokio::test]
    async fn a_new_type_is_an_event_all_the_same() {
        for body in [
            r#"{"id":"e","type":"loan.granted","createdAt":"2026-03-04T21:00:01Z","data":{}}"#,
            r#"{"type":"loan.granted","sum":0.10,"data":[]}"#,
        ] {
            let webhook = Webhook::new("hunter2").unwrap();
            let headers = signed(body.as_bytes());
            let delivery = webhook.receive(&headers, body).await.unwrap();
            assert_eq!(
                webhook.event(&headers, body.as_bytes()).unwrap(),
                *delivery.event()
            );
            let TypedEvent::Unknown { type_, raw, .. } = delivery.event() else {
                panic!("known");
            };
            assert_eq!((type_.as_str(), raw.as_str()), ("loan.granted", body));
            assert_eq!(delivery.acknowledge().await.status(), 204);
            // Without an id it is known by what was signed.
            let again = webhook.receive(&headers, body).await.unwrap_err();
            assert!(again.is_duplicate());
        }
    }

    #[tokio::test]
    async fn a_known_type_that_does_not_fit_is_refused_and_may_come_again() {
        let body =
            br#"{"id":"e","type":"payment.completed","createdAt":"2026-03-04T21:00:01Z","data":{}}"#;
        let webhook = Webhook::new("hunter2").unwrap();
        for _ in 0..2 {
            let error = webhook.receive(&signed(body), *body).await.unwrap_err();
            assert!(error.is_unreadable());
            assert_eq!(error.status(), StatusCode::BAD_REQUEST);
        }
        let error = webhook.event(&signed(body), body).unwrap_err();
        assert!(matches!(error, DeliveryError::Body(_)), "{error}");
    }

    #[tokio::test]
    async fn an_event_is_known_by_its_id_whatever_bytes_are_around_it() {
        let body =
            br#"{"id":"e","type":"loan.granted","createdAt":"2026-03-04T21:00:01Z","data":{}}"#;
        let other =
            br#"{"type":"loan.granted","id":"e","createdAt":"2026-03-04T21:00:01Z","data":{}}"#;
        let webhook = Webhook::new("hunter2").unwrap();
        let first = webhook.receive(&signed(body), *body).await.unwrap();
        assert_eq!(first.event().id(), Some("e"));
        let busy = webhook.receive(&signed(other), *other).await.unwrap_err();
        assert!(busy.is_busy());
        assert_eq!(first.refuse().await.status(), 503);
        let again = webhook.receive(&signed(other), *other).await.unwrap();
        assert_eq!(again.acknowledge().await.status(), 204);
        let error = webhook.receive(&signed(body), *body).await.unwrap_err();
        assert!(error.is_duplicate());
    }

    #[tokio::test]
    async fn what_is_no_event_is_released_and_said() {
        let webhook = Webhook::new("hunter2").unwrap();
        for _ in 0..2 {
            let error = webhook.receive(&signed(b"[]"), *b"[]").await.unwrap_err();
            assert!(error.is_unreadable());
            assert_eq!(error.status(), StatusCode::BAD_REQUEST);
        }
    }
}
