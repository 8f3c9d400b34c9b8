//! Bytes → a tree in which every node knows its place.

mod node;
mod pointer;
mod span;

pub use node::{Entry, Node, Value};
pub use pointer::Pointer;
pub use span::Span;
