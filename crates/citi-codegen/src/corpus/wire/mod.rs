//! Calls of every operation against a mock of its document.

mod calls;
mod copy;
mod excuse;
mod pattern;
mod prism;
mod told;
mod values;
mod verdict;
mod violation;
mod xml;

pub use calls::{Argument, Call, calls};
pub use copy::{Change, copy};
pub use excuse::Excuse;
pub use prism::{Mock, Prism, PrismError};
pub use told::Told;
pub use values::Values;
pub use verdict::{Verdict, judge};
