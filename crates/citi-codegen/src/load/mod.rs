//! Bytes → a tree in which every node knows its place.
//!
//! [`load`] takes a document as it was published, JSON or YAML, and gives its tree and
//! what was crooked in its text. It looks at the text alone: whether the tree is an API
//! description, and of which version, is for the [`upgrade`](crate::upgrade) stage to say.
//!
//! Every kind of finding is listed in [`codes`]; how much a document may ask for is
//! bounded by [`Limits`].

mod builder;
pub mod codes;
mod decode;
mod duplicate;
pub(crate) mod explained;
mod findings;
mod format;
mod guess;
mod json;
mod limits;
mod loaded;
mod members;
mod node;
mod pointer;
mod pretty;
mod span;
mod weight;
mod yaml;

pub use limits::Limits;
pub use loaded::{Loaded, load, load_file, load_with, read_file};
pub use node::{Entry, Node, Value};
pub use pointer::Pointer;
pub use span::Span;
pub(crate) use weight::weigh;
