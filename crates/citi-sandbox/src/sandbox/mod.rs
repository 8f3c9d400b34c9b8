//! The sandbox as a whole: what starts it, and what it is held by.

mod accept;
mod builder;
mod error;
mod handle;
mod house;
mod server;
mod wire;

pub use builder::SandboxBuilder;
pub use error::SandboxError;
pub use handle::Sandbox;
