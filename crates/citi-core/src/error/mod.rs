//! What a call can end in, if not in an answer.

mod ask;
mod body;
mod cancelled;
mod clean;
mod decode;
mod detail;
mod kind;
mod outcome;
mod retry_after;
mod settle;
mod show;
mod value;

pub use body::ErrorBody;
pub(crate) use clean::{clean, excerpt};
pub use decode::DecodeError;
pub use detail::ErrorDetail;
pub(crate) use kind::Kind;
pub use outcome::Outcome;
pub(crate) use settle::is_in_progress;
pub(crate) use value::Call;
pub use value::Error;
