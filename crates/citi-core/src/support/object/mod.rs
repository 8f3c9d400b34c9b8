//! Objects: those whose members the document names, and those that may have others.

mod key;
mod missing;
mod named;
mod open;
pub mod read;
pub mod take;
pub mod write;

pub use key::{Key, key, skip};
pub use open::Object;
