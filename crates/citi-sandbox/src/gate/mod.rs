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
mod running;
mod scalar;

pub(crate) use answer::documented;
pub(crate) use body::{MOST, check as check_body, is_json, read as read_body};
pub(crate) use check::{Checker, Data, Patterns};
pub(crate) use entry::{elsewhere, gate};
pub(crate) use exchange::{Noted, exchange, placed};
pub(crate) use limits::{Limit, Limits};
pub use log::RequestRecord;
pub(crate) use log::{Recorded, RequestLog};
pub(crate) use parameters::check as check_parameters;
pub(crate) use running::Running;
