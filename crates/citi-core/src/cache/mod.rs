//! Answers that may be kept for a while.

mod freshness;
mod key;
mod store;

pub(crate) use key::Key;
pub(crate) use store::{Cache, Found};
