//! `specs/portal.toml`: which documents, from where, and what is made of them.

mod category;
mod check;
mod defaults;
mod environment;
mod limit;
#[expect(clippy::module_inception, reason = "the noun has a file of its own")]
mod manifest;
mod module_name;
mod read;
mod schema;
mod source;
mod type_rule;

pub use category::{Category, Kind};
pub use defaults::Defaults;
pub use environment::Environment;
pub use limit::Limit;
pub use manifest::Manifest;
pub use module_name::module_name;
pub(crate) use read::{Step, locate};
pub use schema::schema_text;
pub use source::Source;
pub use type_rule::TypeRule;
