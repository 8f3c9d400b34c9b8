//! What every stage says about a document: code, place, finding, action, remedy.

mod code;
mod explain;
mod explained;
mod finding;
#[cfg(test)]
mod rules_doc;
mod severity;
mod sink;
#[cfg(test)]
mod sources;

pub use code::Code;
pub use explained::Explained;
pub use finding::Diagnostic;
pub use severity::Severity;
pub use sink::Diagnostics;
