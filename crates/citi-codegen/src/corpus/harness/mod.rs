//! Programs that try generated crates out.

mod code;
mod runner;
mod types;

pub use code::{Harness, Part};
pub use runner::{hand_over, run, source};

/// The source of the crate that all harnesses share.
pub(crate) const SUPPORT: &str = include_str!("support.rs.in");
