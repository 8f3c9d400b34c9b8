//! What goes wrong, and making it go wrong.

mod actions;
mod form;
mod list;

pub(super) use actions::{add, clear, remove};
pub(super) use list::list;
