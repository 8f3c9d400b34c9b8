//! The customers of the sandbox and what they did in the last ninety days.

mod customers;
mod history;
pub(super) mod merchants;
mod open;
mod targets;

pub(super) use open::open;
