//! JSON (RFC 8259) → tree.
//!
//! A reader of our own, for three reasons: every node needs its place in the text and
//! every number its digits, hostile depth must end in an error and not in a full stack,
//! and small crookedness (a comma too many, half of a surrogate pair) should be put right
//! and told instead of refused.

mod lexer;
mod number;
mod reader;
mod string;

pub(super) use number::is_number;
pub(super) use reader::{Refused, read};
