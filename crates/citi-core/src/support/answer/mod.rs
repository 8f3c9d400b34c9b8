//! Reading what came back.

mod call;
mod parts;
mod read;

pub use crate::error::DecodeError;
pub use call::{call, stream_call};
pub use parts::Parts;
pub(crate) use read::unchecked;
pub use read::{bytes, empty, json, maybe, text, xml};
