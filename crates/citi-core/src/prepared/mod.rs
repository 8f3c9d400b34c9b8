//! Calls that are kept before they are sent.

mod contents;
mod stored;
mod value;

pub(crate) use contents::Contents;
pub use value::Prepared;
