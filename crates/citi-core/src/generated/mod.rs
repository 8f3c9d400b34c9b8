//! What generated code calls, and nobody else: its shape follows the generator, not the versions
//! of this crate.

pub mod answer;
pub mod debug;
mod refused;
pub mod wire;

pub use refused::Refused;
