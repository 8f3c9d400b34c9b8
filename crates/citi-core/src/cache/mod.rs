//! Answers that may be kept for a while.

mod flight;
mod freshness;
mod key;
mod store;

use flight::Flights;
pub(crate) use key::Key;
pub(crate) use store::Cache;
