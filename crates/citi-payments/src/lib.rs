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
//! A payment settles in its own time; and it is made once, whatever becomes of the program that orders it:
//!
//! ```no_run
//! use citi_core::{Error, PollError, Polling, Prepared};
//! use citi_payments::Client;
//! use citi_payments::types::{DomesticPaymentRequest, Payment};
//!
//! async fn order(client: &Client, order: DomesticPaymentRequest) -> Result<Payment, Error> {
//!     let prepared = client.create_domestic_payment().body(order).prepare().await?;
//!     // Keep it where it survives (it is serialisable), before it is sent. After a crash begin here:
//!     send(client, &prepared).await
//! }
//!
//! async fn send(client: &Client, prepared: &Prepared) -> Result<Payment, Error> {
//!     let ordered = client.create_domestic_payment().resume(prepared).await?;
//!     let ask = || client.get_payment().payment_id(&ordered.payment_id).send();
//!     let settled = client
//!         .connection()
//!         .poll_until(&Polling::new(), ask, |payment| payment.status.is_final())
//!         .await;
//!     match settled {
//!         Ok(payment) => Ok(payment.into_value()),
//!         // It goes on at the bank; an event tells its end.
//!         Err(PollError::NotYet(not_yet)) => match not_yet.into_last() {
//!             Some(payment) => Ok(payment.into_value()),
//!             None => Ok(ordered.into_value()),
//!         },
//!         Err(error) => Err(error.into()),
//!     }
//! }
//! ```
//!
//! Each operation is a method of [`Client`] that gives a builder; [`types`] holds what is sent and
//! read. Both come from the document `specs/payments/payments.yaml`.

mod ext;
// rustfmt would undo what the generator writes, and the check would find it.
#[rustfmt::skip]
mod generated;

pub use generated::*;
