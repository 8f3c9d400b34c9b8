//! Calls of every operation against a mock of its document.

mod calls;
mod pattern;
mod prism;
mod values;
mod verdict;

pub use calls::{Argument, Call, calls};
pub use prism::{Mock, Prism, PrismError};
pub use values::Values;
pub use verdict::{Told, judge};
