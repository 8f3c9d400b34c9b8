//! Where documents come from: the manifest, the lock, and the pull that keeps both true.

pub mod lock;
pub mod manifest;
mod problem;
pub mod pull;

pub use problem::Problem;
