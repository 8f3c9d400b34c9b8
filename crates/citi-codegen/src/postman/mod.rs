//! The operations as a collection for Postman and newman: requests, examples, and tests that hold
//! answers against the documents.
//!
//! [`collection`] makes it from the model; [`published`] reads this workspace's documents first.

mod captures;
mod export;
mod format;
mod ids;
mod item;
mod json;
mod json_schema;
mod published;
mod sample;
mod saved;
mod script;
mod token;

pub use export::{Options, collection};
pub use published::{PublishedError, published};
