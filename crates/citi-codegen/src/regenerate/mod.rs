//! The whole line for the committed crates: `specs/` → `crates/*/src/generated`.
//!
//! Everything is made in memory first. Only when every document could be read and every crate
//! could be emitted is the first file written.

mod category;
mod document;
mod error;
mod event;
pub(crate) mod explained;
mod inputs;
mod options;
mod overlays;
mod pull;
#[expect(clippy::module_inception, reason = "the verb has a file of its own")]
mod regenerate;
mod report;
mod skeleton;
mod snapshots;
mod stamp;
#[cfg(test)]
mod tests;
mod unknown;
mod workspace;
mod world;

pub use error::RegenerateError;
pub use event::Event;
pub use options::Options;
pub use pull::pull;
pub use regenerate::regenerate;
pub use report::{Difference, Outcome, Report};
pub use workspace::Workspace;
pub use world::World;
