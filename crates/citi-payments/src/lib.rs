//! Client of Citi's payments API: domestic payments, ordered, followed and cancelled.
//!
//! ```no_run
//! # async fn example(connection: citi_core::Connection) -> Result<(), citi_core::Error> {
//! let client = citi_payments::Client::new(connection);
//! let payment = client.get_payment().payment_id("p-5530218").send().await?;
//! if payment.status.is_cancellable() {
//!     client
//!         .cancel_payment()
//!         .payment_id("p-5530218")
//!         .with_idempotency_key(citi_core::IdempotencyKey::new("one-key-for-this-intention")?)
//!         .send()
//!         .await?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Each operation is a method of [`Client`] that gives a builder; [`types`] holds what is sent and
//! read. Both come from the document `specs/payments/payments.yaml`.

mod ext;
// rustfmt would undo what the generator writes, and the check would find it.
#[rustfmt::skip]
mod generated;

pub use generated::*;
