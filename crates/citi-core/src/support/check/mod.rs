//! What is checked of a value before it is sent: the constraints of its document.
//!
//! Nothing of this is done to what is read: an answer that breaks a constraint is still an answer.

mod facts;
mod findings;
mod pattern;
mod rule;
mod value;

pub use facts::{Check, Facts};
pub use findings::Findings;
pub use rule::Rule;
pub use value::{built, required, value};
