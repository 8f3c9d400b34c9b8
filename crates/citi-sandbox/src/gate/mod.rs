//! What stands before every operation: identity, rights, limits, and the documents' word on form.

mod answer;
mod bearer;
mod body;
mod check;
mod entry;
mod exchange;
mod exit;
mod limits;
mod log;
mod parameters;
mod scalar;

pub(crate) use body::is_json;
pub(crate) use check::{Checker, Data, Patterns};
pub(crate) use entry::{gate, unserved};
pub(crate) use exchange::exchange;
pub(crate) use limits::{Limit, Limits};
pub(crate) use log::RequestLog;
pub use log::RequestRecord;
