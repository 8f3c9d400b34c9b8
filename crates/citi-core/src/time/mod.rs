//! Dates and times: the text as it came, and views that take the layouts that banks send.

mod date;
mod date_time;
mod error;
mod layout;
mod moment;
mod serde;

pub use date::Date;
pub use date_time::DateTime;
pub use error::TimeError;
