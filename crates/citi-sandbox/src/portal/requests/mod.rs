//! What was asked of the bank, as it comes in.

mod filter;
mod list;
mod one;

pub(super) use list::{client, list};
pub(super) use one::one;
