//! Model → plan: everything that the generated crate will hold, with its Rust names settled.
//!
//! The plan is what emission reads; it holds no token of Rust code and no part of a document.

pub mod case;
pub mod docs;
mod module;
mod names;
mod operations;
mod options;
pub mod plan;
#[cfg(test)]
pub(crate) mod testing;
mod types;

pub use module::lower;
pub use names::{DocumentNames, Names, NamesError, Scope};
pub use options::{Options, TypeChoice, TypeRule};
