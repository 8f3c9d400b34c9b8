//! Client of Citi's accounts API: a customer's accounts, their balances, their transactions.
//!
//! ```no_run
//! # async fn example(connection: citi_core::Connection) -> Result<(), citi_core::Error> {
//! let client = citi_accounts::Client::new(connection);
//! let page = client.list_accounts().customer_id("c-20417").limit(50).send().await?;
//! for account in &page.accounts {
//!     println!("{} {} {}", account.type_.as_str(), account.available_balance, account.currency);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Each operation is a method of [`Client`] that gives a builder; [`types`] holds what is sent and
//! read. Both come from the document `specs/accounts/accounts.yaml`.

mod ext;
// rustfmt would undo what the generator writes, and the check would find it.
#[rustfmt::skip]
mod generated;

pub use generated::*;
