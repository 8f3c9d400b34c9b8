//! Arbitrary JSON, kept as text.

mod equal;
pub(crate) mod raw;
mod shallow;
mod value;

pub(crate) use shallow::Shallow;
pub use value::Json;
