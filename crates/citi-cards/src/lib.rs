//! Client of Citi's cards API: a customer's cards, and what was paid with them.
//!
//! ```no_run
//! # async fn example(connection: citi_core::Connection) -> Result<(), citi_core::Error> {
//! let client = citi_cards::Client::new(connection);
//! let groceries = client
//!     .list_card_transactions()
//!     .card_id("card-77120")
//!     .merchant_category("5411")
//!     .send()
//!     .await?;
//! for transaction in &groceries.transactions {
//!     println!("{} {}", transaction.amount, transaction.merchant.name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Each operation is a method of [`Client`] that gives a builder; [`types`] holds what is sent and
//! read. Both come from the document `specs/cards/cards.yaml`.

mod ext;
// rustfmt would undo what the generator writes, and the check would find it.
#[rustfmt::skip]
mod generated;

pub use generated::*;
