//! Where documents come from: the manifest, the lock, and the pull that keeps both true.

pub mod manifest;
mod problem;

pub use problem::Problem;
