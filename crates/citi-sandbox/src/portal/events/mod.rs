//! Events of the bank, and how they were delivered.

mod actions;
mod attempt;
mod latest;
mod list;

pub(super) use actions::{replay, resend};
pub(super) use attempt::attempt;
pub(super) use list::list;
