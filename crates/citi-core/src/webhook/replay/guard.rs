//! [`ReplayGuard`].

use std::future::Future;
use std::pin::Pin;

use super::DeliveryId;

/// What a [`ReplayGuard`] gives.
pub type GuardFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, GuardError>> + Send + 'a>>;

/// What is known of a delivery that wants to be handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is the first, or what came before was not handled: whoever asked has it now, under this number.
    New(u64),
    /// It was handled.
    Handled,
    /// Somebody else has it at this moment.
    Busy,
}

/// Keeps deliveries from being handled twice. [`MemoryReplayGuard`](super::MemoryReplayGuard) is one for a single
/// process; several processes share one in a database, where each method is one statement or one script.
///
/// A claim ends in one of three ways: [`keep`](Self::keep), once the delivery was handled; [`release`](Self::release), if it
/// was not; or by itself after a while, for a process that died holds its claims no longer. Ids are kept for at least
/// as long as the sender may send the delivery again.
///
/// ```
/// use citi_core::webhook::{Claim, DeliveryId, MemoryReplayGuard, ReplayGuard};
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// let (guard, id) = (MemoryReplayGuard::new(), DeliveryId::new("evt-1"));
/// let Claim::New(number) = guard.claim(&id).await? else { panic!("the first is new") };
/// assert_eq!(guard.claim(&id).await?, Claim::Busy);
/// guard.keep(&id, number).await?;
/// assert_eq!(guard.claim(&id).await?, Claim::Handled);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait ReplayGuard: Send + Sync {
    /// Claims a delivery, unless it was handled or is claimed. Of many who ask at once, one has it.
    fn claim<'a>(&'a self, id: &'a DeliveryId) -> GuardFuture<'a, Claim>;

    /// The delivery was handled: it is not taken again. The number is that of the claim.
    fn keep<'a>(&'a self, id: &'a DeliveryId, number: u64) -> GuardFuture<'a, ()>;

    /// The delivery was not handled: it is taken when it comes again. If the claim has become somebody else's, with another
    /// number, it stays theirs.
    fn release<'a>(&'a self, id: &'a DeliveryId, number: u64) -> GuardFuture<'a, ()>;

    /// Whoever had the claim is gone and cannot wait: a handler that panicked, or a connection that was closed. What
    /// can be released at once, is; otherwise the claim ends by itself.
    fn abandon(&self, id: &DeliveryId, number: u64) {
        let _ = (id, number);
    }
}

/// Why a guard cannot tell. Put nothing of a delivery into it: it is logged.
///
/// ```
/// let error = citi_core::webhook::GuardError::new("the database does not answer");
/// assert_eq!(error.to_string(), "the database does not answer");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct GuardError(String);

impl GuardError {
    /// An error with this message.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}
