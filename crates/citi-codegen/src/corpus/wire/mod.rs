//! Calls of every operation against a mock of its document.

mod call;
mod calls;
mod content;
mod copy;
mod credentials;
mod excuse;
mod media_type;
mod pattern;
mod prism;
mod told;
mod twin;
mod values;
mod verdict;
mod violation;
mod xml;

pub use call::{Argument, Call};
pub use calls::calls;
pub use copy::{Change, copy};
pub use excuse::Excuse;
pub use pattern::matching;
pub use prism::{Mock, Prism, PrismError};
pub use told::Told;
pub use values::Values;
pub use verdict::{Verdict, judge};
