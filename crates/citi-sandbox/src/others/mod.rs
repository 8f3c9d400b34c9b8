//! Any other document, served from its schemas and examples.

mod answer;
mod error;
mod invent;
mod read;
mod serve;
mod text;
#[cfg(test)]
mod wild;
mod words;

pub use error::OtherError;
pub(crate) use read::Others;
pub(crate) use serve::serve;
