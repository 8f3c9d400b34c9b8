//! Calls of every operation against a mock of its document.

mod calls;
mod copy;
mod pattern;
mod prism;
mod values;
mod verdict;
mod xml;

pub use calls::{Argument, Call, calls};
pub use copy::{Change, copy};
pub use prism::{Mock, Prism, PrismError};
pub use values::Values;
pub use verdict::{Excuse, Told, Verdict, judge};
