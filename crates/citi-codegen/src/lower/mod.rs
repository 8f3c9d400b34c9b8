//! Model → plan: everything that the generated crate will hold, with its Rust names settled.
//!
//! The plan is what emission reads; it holds no token of Rust code and no part of a document.

mod options;
pub mod plan;

pub use options::{Options, TypeChoice, TypeRule};
