//! The customers of the sandbox and what they did in the last ninety days.

mod cards;
mod customers;
mod history;
pub(super) mod merchants;
mod open;
mod regular;
mod targets;

pub(super) use open::open;
