//! The types of a module, from the plan alone.
//!
//! Each is written as text, parsed once and printed by prettyplease: the text is what one wants to read, and a
//! mistake in it is an error with the file's name, never a broken crate.

mod alias;
mod builder;
mod check;
mod constraints;
mod debug;
mod enumeration;
mod files;
mod header;
mod open_struct;
mod structure;
mod union;

pub use files::{Foreign, files};
