//! [`Delivery`].

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;

use super::tally::Tally;
use super::{Claim, DeliveryId, Envelope, ReplayGuard, Reply, WebhookError, WebhookVerifier};

/// A delivery, in one of its states. Each step takes it and gives it back in the next one, so they are done in their
/// order or not at all; where it ends, whoever sent it has an answer.
///
/// | state | what is known | steps |
/// | --- | --- | --- |
/// | [`Received`] | nothing | [`verify`](Delivery::verify) |
/// | [`Verified`] | it is the sender's | [`claim`](Delivery::claim), [`claim_as`](Delivery::claim_as) |
/// | [`Claimed`] | nobody else handles it or has handled it | [`read`](Delivery::read), [`refuse`](Delivery::refuse) |
/// | [`Opened<T>`] | what event it is | [`acknowledge`](Delivery::acknowledge), [`refuse`](Delivery::refuse) |
///
/// A delivery that is dropped on the way, by a handler that fails or panics, or because the connection was closed, is
/// released: it is taken when it comes again.
///
/// What was not verified has no body to look at:
///
/// ```compile_fail,E0599
/// # use citi_core::webhook::{Delivery, Received};
/// fn peek(delivery: Delivery<Received>) -> usize {
///     delivery.body().len()
/// }
/// ```
///
/// What was not claimed cannot be read, what was not read cannot be acknowledged:
///
/// ```compile_fail,E0599
/// # use citi_core::webhook::{Delivery, Verified};
/// async fn hurry(delivery: Delivery<Verified>) {
///     let _ = delivery.read(|body| serde_json::from_slice::<citi_core::Json>(body)).await;
/// }
/// ```
///
/// ```compile_fail,E0599
/// # use citi_core::webhook::{Claimed, Delivery, Reply};
/// async fn hurry(delivery: Delivery<Claimed>) -> Reply {
///     delivery.acknowledge().await
/// }
/// ```
///
/// And nothing is answered twice:
///
/// ```compile_fail,E0382
/// # use citi_core::webhook::{Delivery, Opened};
/// async fn both(delivery: Delivery<Opened<u8>>) {
///     let _ = delivery.acknowledge().await;
///     let _ = delivery.refuse().await;
/// }
/// ```
#[must_use = "a delivery that is dropped is not handled"]
pub struct Delivery<S> {
    body: Bytes,
    state: S,
    tally: Tally,
}

/// The state of a delivery of which nothing is known.
#[derive(Debug)]
pub struct Received {
    headers: HeaderMap,
}

/// The state of a delivery that is the sender's.
#[derive(Debug)]
pub struct Verified {
    proof: Proof,
}

/// The state of a delivery that nobody else handles.
#[derive(Debug)]
pub struct Claimed {
    proof: Proof,
    hold: Hold,
}

/// The state of a delivery whose event was read.
pub struct Opened<T> {
    proof: Proof,
    hold: Hold,
    event: T,
}

/// What the signature proves.
#[derive(Clone, Debug)]
struct Proof {
    id: DeliveryId,
    moment: Option<Timestamp>,
}

/// A claim, abandoned when it is dropped.
struct Hold {
    guard: Arc<dyn ReplayGuard>,
    id: DeliveryId,
    number: u64,
    held: bool,
}

impl Hold {
    /// Whoever calls this says what becomes of the claim.
    fn let_go(&mut self) {
        self.held = false;
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if self.held {
            self.guard.abandon(&self.id, self.number);
        }
    }
}

impl fmt::Debug for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hold")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Delivery<Received> {
    /// A delivery as it arrived: all its headers, and the bytes of its body.
    pub fn new(headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self {
            body: body.into(),
            state: Received { headers },
            tally: Tally::new(),
        }
    }

    /// Asks whether it is the sender's.
    ///
    /// # Errors
    /// If it is not, is too long or too old.
    pub fn verify(self, verifier: &WebhookVerifier) -> Result<Delivery<Verified>, WebhookError> {
        match verifier.check(&self.state.headers, &self.body) {
            Ok(envelope) => Ok(self.verified(verifier, &envelope)),
            Err(error) => {
                self.tally.failed(&error);
                Err(error)
            }
        }
    }

    fn verified(self, verifier: &WebhookVerifier, envelope: &Envelope) -> Delivery<Verified> {
        let proof = Proof {
            id: verifier.identify(envelope, &self.body),
            moment: envelope.moment(),
        };
        Delivery {
            body: self.body,
            state: Verified { proof },
            tally: self.tally,
        }
    }
}

impl Delivery<Verified> {
    /// Claims it, so that nobody handles it twice.
    ///
    /// # Errors
    /// If it was handled ([`is_duplicate`](WebhookError::is_duplicate)), is being handled
    /// ([`is_busy`](WebhookError::is_busy)), or the guard cannot tell.
    pub async fn claim(
        self,
        guard: &Arc<dyn ReplayGuard>,
    ) -> Result<Delivery<Claimed>, WebhookError> {
        match guard.claim(&self.state.proof.id).await {
            Ok(Claim::New(number)) => Ok(self.claimed(guard, number)),
            Ok(Claim::Handled) => self.failed(WebhookError::duplicate()),
            Ok(Claim::Busy) => self.failed(WebhookError::busy()),
            Err(error) => {
                tracing::warn!(%error, "the replay guard of the webhook cannot tell");
                self.failed(WebhookError::guard())
            }
        }
    }

    /// Claims it under this id: one that stands in the body, say, which is the same in whatever form it comes again.
    ///
    /// # Errors
    /// As for [`claim`](Self::claim).
    pub async fn claim_as(
        mut self,
        id: DeliveryId,
        guard: &Arc<dyn ReplayGuard>,
    ) -> Result<Delivery<Claimed>, WebhookError> {
        self.state.proof.id = id;
        self.claim(guard).await
    }

    fn claimed(self, guard: &Arc<dyn ReplayGuard>, number: u64) -> Delivery<Claimed> {
        let proof = self.state.proof;
        let hold = Hold {
            guard: Arc::clone(guard),
            id: proof.id.clone(),
            number,
            held: true,
        };
        Delivery {
            body: self.body,
            state: Claimed { proof, hold },
            tally: self.tally,
        }
    }

    fn failed<T>(self, error: WebhookError) -> Result<T, WebhookError> {
        self.tally.failed(&error);
        Err(error)
    }
}

impl Delivery<Claimed> {
    /// Reads the event from the body: with the typed events of a crate, or in any way.
    ///
    /// # Errors
    /// If it is none. The delivery is released then; the answer is 400.
    pub async fn read<T, E>(
        self,
        read: impl FnOnce(&[u8]) -> Result<T, E>,
    ) -> Result<Delivery<Opened<T>>, Unreadable<E>> {
        match read(&self.body) {
            Ok(event) => Ok(Delivery {
                body: self.body,
                state: Opened {
                    proof: self.state.proof,
                    hold: self.state.hold,
                    event,
                },
                tally: self.tally,
            }),
            Err(source) => {
                release(self.state.hold).await;
                self.tally.failed(&WebhookError::unreadable());
                Err(Unreadable { source })
            }
        }
    }

    /// It cannot be handled now: the sender is told to send it again, and it is taken then.
    pub async fn refuse(self) -> Reply {
        release(self.state.hold).await;
        self.tally.refused();
        Reply::new(StatusCode::SERVICE_UNAVAILABLE)
    }
}

impl<T> Delivery<Opened<T>> {
    /// The event.
    #[must_use]
    pub fn event(&self) -> &T {
        &self.state.event
    }

    /// It was handled, or is kept where it cannot be lost: the sender need not send it again.
    pub async fn acknowledge(self) -> Reply {
        let mut hold = self.state.hold;
        hold.let_go();
        // It was handled, whatever the guard says: to have it sent again would be the worse of both.
        if let Err(error) = hold.guard.keep(&hold.id, hold.number).await {
            tracing::warn!(%error, "the replay guard of the webhook did not keep a delivery that was handled");
        }
        self.tally.accepted();
        Reply::new(StatusCode::NO_CONTENT)
    }

    /// It cannot be handled now: the sender is told to send it again, and it is taken then.
    pub async fn refuse(self) -> Reply {
        release(self.state.hold).await;
        self.tally.refused();
        Reply::new(StatusCode::SERVICE_UNAVAILABLE)
    }
}

async fn release(mut hold: Hold) {
    hold.let_go();
    if let Err(error) = hold.guard.release(&hold.id, hold.number).await {
        tracing::warn!(%error, "the replay guard of the webhook did not release a delivery");
    }
}

/// The facts of a delivery that is the sender's, in each state that has them.
macro_rules! facts {
    ($(<$($generic:ident)?> $state:ty,)*) => {$(
        impl<$($generic)?> Delivery<$state> {
            /// What it is known by.
            #[must_use]
            pub fn id(&self) -> &DeliveryId {
                &self.state.proof.id
            }

            /// When it was signed, if the scheme says so.
            #[must_use]
            pub fn signed_at(&self) -> Option<Timestamp> {
                self.state.proof.moment
            }

            /// The body, as it arrived.
            #[must_use]
            pub fn body(&self) -> &Bytes {
                &self.body
            }
        }
    )*};
}

facts!(<> Verified, <> Claimed, <T> Opened<T>,);

impl<S> fmt::Debug for Delivery<S> {
    /// How long the body is, and nothing of what stands in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A delivery that is the sender's and whose body is no event. `?` makes a [`WebhookError`] of it, which is what the
/// sender is answered with.
///
/// ```
/// use citi_core::webhook::{Unreadable, WebhookError};
/// # fn example(unreadable: Unreadable<serde_json::Error>) {
/// println!("{}", unreadable.source.line());
/// assert_eq!(WebhookError::from(unreadable).status(), 400);
/// # }
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{}", WebhookError::unreadable())]
pub struct Unreadable<E> {
    /// What the reader said. It may quote the body: mind what you log.
    pub source: E,
}

impl<E> From<Unreadable<E>> for WebhookError {
    fn from(_: Unreadable<E>) -> Self {
        Self::unreadable()
    }
}
