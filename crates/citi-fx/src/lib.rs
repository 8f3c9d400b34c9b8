//! Client of Citi's foreign exchange API: live rates, and quotes to deal at.
//!
//! ```no_run
//! # async fn example(connection: citi_core::Connection) -> Result<(), citi_core::Error> {
//! let client = citi_fx::Client::new(connection);
//! let terms = vec!["EUR".to_owned(), "GBP".to_owned()];
//! let sheet = client.get_rates().base("USD").terms(terms).send().await?;
//! if let Some(rate) = sheet.rate("EUR") {
//!     println!("{} {}", rate.bid, rate.ask);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Each operation is a method of [`Client`] that gives a builder; [`types`] holds what is sent and
//! read. Both come from the document `specs/fx/fx.yaml`.

mod ext;
// rustfmt would undo what the generator writes, and the check would find it.
#[rustfmt::skip]
mod generated;

pub use generated::*;
