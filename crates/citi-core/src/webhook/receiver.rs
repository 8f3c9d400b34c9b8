//! [`Receiver`].

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;

use super::tally::Tally;
use super::{
    Claimed, Delivery, DeliveryId, MemoryReplayGuard, ReplayGuard, WebhookError, WebhookVerifier,
};

type Identify = dyn Fn(&[u8]) -> Option<String> + Send + Sync;

/// What takes the deliveries of one webhook: it verifies them and asks whether they came before. Its clones share the
/// guard.
///
/// Servers are given one, see the [module](super); this is how it is done without:
///
/// ```
/// use citi_core::webhook::{Receiver, Reply, WebhookError, WebhookVerifier};
///
/// async fn deliver(receiver: &Receiver, request: http::Request<bytes::Bytes>) -> Result<Reply, WebhookError> {
///     let (parts, body) = request.into_parts();
///     let delivery = receiver.receive(&parts.headers, body).await?;
///     let delivery = delivery.read(|body| serde_json::from_slice::<citi_core::Json>(body)).await?;
///     match keep_for_later(delivery.event()).await {
///         Ok(()) => Ok(delivery.acknowledge().await),
///         Err(()) => Ok(delivery.refuse().await), // the bank sends it again
///     }
/// }
/// # async fn keep_for_later(_: &citi_core::Json) -> Result<(), ()> { Ok(()) }
///
/// # tokio::runtime::Runtime::new().unwrap().block_on(async {
/// let receiver = Receiver::new(WebhookVerifier::new("a-webhook-secret")?);
/// let forged = http::Request::new(bytes::Bytes::from_static(b"{}"));
/// let refused = deliver(&receiver, forged).await.unwrap_err();
/// assert_eq!(refused.status(), 401);
/// # Ok::<(), WebhookError>(())
/// # })?;
/// # Ok::<(), WebhookError>(())
/// ```
#[derive(Clone)]
pub struct Receiver {
    verifier: WebhookVerifier,
    guard: Arc<dyn ReplayGuard>,
    identify: Option<Arc<Identify>>,
}

impl Receiver {
    /// Takes the deliveries that this verifies, and remembers them in memory ([`MemoryReplayGuard`]).
    #[must_use]
    pub fn new(verifier: WebhookVerifier) -> Self {
        Self {
            verifier,
            guard: Arc::new(MemoryReplayGuard::new()),
            identify: None,
        }
    }

    /// Remembers deliveries in this guard: one for each webhook.
    #[must_use]
    pub fn guard(mut self, guard: impl ReplayGuard + 'static) -> Self {
        self.guard = Arc::new(guard);
        self
    }

    /// Knows deliveries by an id in their body, read only once the body is the sender's. Where there is none, by the
    /// scheme's id or a digest.
    #[must_use]
    pub fn identify_by(
        mut self,
        identify: impl Fn(&[u8]) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.identify = Some(Arc::new(identify));
        self
    }

    /// Verifies a delivery and claims it: all that is done before its body is read.
    ///
    /// # Errors
    /// If it is not the sender's, is too long or too old, or came before. Answer with
    /// [`WebhookError::reply`].
    pub async fn receive(
        &self,
        headers: &HeaderMap,
        body: impl Into<Bytes>,
    ) -> Result<Delivery<Claimed>, WebhookError> {
        let delivery = Delivery::new(headers.clone(), body).verify(&self.verifier)?;
        let id = self
            .identify
            .as_ref()
            .and_then(|identify| identify(delivery.body()));
        match id {
            Some(id) => delivery.claim_as(DeliveryId::new(id), &self.guard).await,
            None => delivery.claim(&self.guard).await,
        }
    }

    /// How long the body of a delivery with these headers may be: for servers that read it themselves. A body that
    /// nothing vouches for need not be read at all.
    ///
    /// ```
    /// # use citi_core::webhook::{Receiver, WebhookVerifier};
    /// let receiver = Receiver::new(WebhookVerifier::new("secret")?);
    /// assert!(receiver.body_limit(&http::HeaderMap::new()).unwrap_err().is_missing());
    /// # Ok::<(), citi_core::WebhookError>(())
    /// ```
    ///
    /// # Errors
    /// If the headers have no signature in the scheme's form.
    pub fn body_limit(&self, headers: &HeaderMap) -> Result<usize, WebhookError> {
        self.verifier
            .expect(headers)
            .map_err(|error| self.turn_away(error))
    }

    /// Counts and logs a delivery that a server turns away before [`receive`](Self::receive), and gives the error back.
    pub fn turn_away(&self, error: WebhookError) -> WebhookError {
        Tally::new().failed(&error);
        error
    }

    /// What verifies.
    #[must_use]
    pub fn verifier(&self) -> &WebhookVerifier {
        &self.verifier
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("verifier", &self.verifier)
            .finish_non_exhaustive()
    }
}
