//! The state over restarts: kept in a directory, safe against a crash.

mod disk;
mod error;
mod keeper;
mod kept;
mod rows;
mod seal;
mod start;
mod trial;

pub use error::StoreError;
pub(crate) use keeper::{Keeper, keep, rounds};
pub(crate) use start::{Start, Wanted, start};
