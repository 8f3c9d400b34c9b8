//! Asking again and again until something settles.

mod error;
mod polling;
mod until;

pub use error::{NotYet, PollError};
pub use polling::Polling;
