//! Why a plan can't become files.

/// Why a plan can't become files. Each names the operation or the file, and its place in the
/// document.
///
/// ```
/// use citi_codegen::emit::EmitError;
/// let error = EmitError::Wire {
///     operation: "list_accounts".to_owned(),
///     pointer: "/paths/~1accounts/get".to_owned(),
///     what: "the header name `a b` can't be sent".to_owned(),
/// };
/// assert!(error.to_string().contains("list_accounts"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmitError {
    /// progenitor refused the operation, or panicked over it.
    #[error(
        "operation `{operation}` ({pointer}): progenitor can't generate it: {message}; leave it out with an overlay"
    )]
    Progenitor {
        /// Its Rust name.
        operation: String,
        /// Its place in the document.
        pointer: String,
        /// What progenitor said.
        message: String,
    },
    /// progenitor's code is not what the passes know.
    #[error(
        "operation `{operation}` ({pointer}): progenitor's code has another shape than expected: {what}; use the version of progenitor-impl that Cargo.lock names"
    )]
    Shape {
        /// Its Rust name.
        operation: String,
        /// Its place in the document.
        pointer: String,
        /// What is missing or too much.
        what: String,
    },
    /// A name or value can't travel over HTTP.
    #[error("operation `{operation}` ({pointer}): {what}; correct it with an overlay")]
    Wire {
        /// Its Rust name.
        operation: String,
        /// Its place in the document.
        pointer: String,
        /// What can't be sent.
        what: String,
    },
    /// Emitted code is no Rust.
    #[error("{place}: the emitted code is no Rust: {message}")]
    Syntax {
        /// The file or operation.
        place: String,
        /// What the parser said.
        message: String,
    },
}
