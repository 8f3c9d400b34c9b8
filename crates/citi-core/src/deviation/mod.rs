//! Where answers differ from their document, and who is told.

mod file;
mod met;
mod sink;
mod value;

pub use file::DeviationFile;
pub(crate) use met::{Found, during, mark, met, rewind, since, wants_rules};
pub use sink::DeviationSink;
pub use value::{Deviation, DeviationKind};
