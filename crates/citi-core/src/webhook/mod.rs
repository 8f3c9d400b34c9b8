//! Deliveries of the bank to a webhook: whether they are the bank's.

mod error;
mod hex;
mod verifier;

pub use error::WebhookError;
pub use verifier::WebhookVerifier;
