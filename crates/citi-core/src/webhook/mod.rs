//! Deliveries to a webhook: whether they are the bank's, whether they came before, and what is answered.
//!
//! [`WebhookVerifier`] alone says whether headers and body belong together. [`Receiver`] takes a delivery
//! through all of its states, in the one order that the types allow:
//!
//! ```text
//! Delivery<Received> → verify → Delivery<Verified> → claim → Delivery<Claimed> → read → Delivery<Opened<T>>
//!                                                                    → acknowledge, or refuse
//! ```
//!
//! The log says which step failed; the answer does not. How a sender signs is a [`SignatureScheme`]: the bank's,
//! [`StandardWebhooks`], Stripe's, GitHub's and Slack's are here, another one is a few lines.
//!
//! ```
//! use citi_core::webhook::{CitiSignature, MemoryReplayGuard, Receiver, Signer, WebhookVerifier};
//!
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! let receiver = Receiver::new(WebhookVerifier::new("the-secret-from-the-portal")?);
//!
//! // What the bank sends:
//! let body = br#"{"id":"evt-1","type":"payment.completed"}"#;
//! let headers = Signer::new(CitiSignature::new(), "the-secret-from-the-portal")?.sign(body)?;
//!
//! let delivery = receiver.receive(&headers, body.as_slice()).await?;
//! let delivery = delivery.read(|body| serde_json::from_slice::<citi_core::Json>(body)).await?;
//! // … put delivery.event() into a queue of your own, and:
//! assert_eq!(delivery.acknowledge().await.status(), 204);
//!
//! let again = receiver.receive(&headers, body.as_slice()).await.unwrap_err();
//! assert!(again.is_duplicate());
//! assert_eq!(again.status(), 204, "the bank need not send it again");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Servers
//!
//! Features of this crate, each off unless asked for: `axum` ([`Delivery<Claimed>`](Delivery) is an extractor), `tower`
//! (`WebhookLayer`, for whatever takes `http` types), `actix` (the extractor of actix-web). Everything else calls
//! [`Receiver::receive`] with the headers and the bytes as they came.

mod adapter;
mod delivery;
mod error;
mod hex;
mod receiver;
mod replay;
mod reply;
mod scheme;
mod secrets;
mod signer;
mod tally;
mod verifier;

#[cfg(feature = "tower")]
pub use adapter::{WebhookLayer, WebhookService};
pub use delivery::{Claimed, Delivery, Opened, Received, Unreadable, Verified};
pub use error::WebhookError;
pub use receiver::Receiver;
pub use replay::{Claim, DeliveryId, GuardError, GuardFuture, MemoryReplayGuard, ReplayGuard};
pub use reply::Reply;
pub use scheme::{
    CitiSignature, Encoding, Envelope, GitHubSignature, SignatureScheme, SigningKey,
    SlackSignature, StandardWebhooks, StripeSignature, TimestampFormat, only_header,
};
pub use secrets::{WebhookSecret, WebhookSecrets};
pub use signer::Signer;
pub use verifier::WebhookVerifier;
