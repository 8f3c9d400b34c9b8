//! Examples of documents through the generated types.

mod collect;
mod compare;
mod judge;
mod schema;

#[cfg(test)]
pub(crate) mod samples;

pub use collect::{Attached, collect};
pub use compare::compare;
pub use judge::Judge;
pub use schema::{json_schema, to_json};
