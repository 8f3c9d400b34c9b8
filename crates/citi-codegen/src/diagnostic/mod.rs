//! What every stage says about a document: code, place, finding, action, remedy.

mod code;
mod finding;
mod severity;
mod sink;

pub use code::Code;
pub use finding::Diagnostic;
pub use severity::Severity;
pub use sink::Diagnostics;
