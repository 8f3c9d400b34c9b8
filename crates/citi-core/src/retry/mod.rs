//! Sending again: whether, when, and for how long.

mod backoff;
mod deadline;
mod policy;
mod value;

pub(crate) use backoff::{fraction, pause};
pub(crate) use deadline::Deadline;
pub(crate) use policy::{is_passing, is_repeatable};
pub use value::Retry;
