//! Any other document, served from its schemas and examples.

mod answer;
mod error;
mod invent;
mod read;
mod sample;
mod serve;
mod slug;
mod source;
mod text;
#[cfg(test)]
mod wild;
mod words;

pub use error::OtherError;
pub(crate) use read::Others;
use read::below;
pub(crate) use serve::serve;
pub(crate) use source::Source;
