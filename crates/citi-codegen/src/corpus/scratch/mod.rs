//! Crates outside the workspace that compile against its `citi-core`.

mod host;
mod manifest;
mod name;
mod workspace;

pub use host::{Host, HostError};
pub(crate) use manifest::flag;
pub use manifest::{GENERATED_DEPENDENCIES, Manifest};
pub use name::crate_name;
pub(crate) use workspace::write_crate;
pub use workspace::{Room, Workspace};
