//! Calls of every operation against a mock of its document.

mod pattern;
mod values;

pub use values::Values;
