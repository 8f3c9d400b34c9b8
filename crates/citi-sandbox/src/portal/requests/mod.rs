//! What was asked of the bank, as it comes in.

mod filter;
mod list;
mod one;

pub(super) use list::list;
pub(super) use one::one;
