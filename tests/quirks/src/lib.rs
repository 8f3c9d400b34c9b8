//! A client of a document made of quirks: what real documents do, in small and in our own words.
//!
//! A test of the generator keeps it what that makes; `tests/` tries it.

// rustfmt would undo what the generator writes, and the check would find it.
#[rustfmt::skip]
mod generated;

pub use generated::*;
