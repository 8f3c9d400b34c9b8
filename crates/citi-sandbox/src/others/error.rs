//! [`OtherError`]: a document that can't be served.

use std::path::PathBuf;

/// A document that can't be served beside the bank's own.
///
/// ```
/// # #[tokio::main]
/// # async fn main() {
/// use citi_sandbox::{Sandbox, SandboxError};
///
/// let Err(SandboxError::Other { source }) = Sandbox::builder().serve("no/such.yaml").start().await else {
///     panic!("it is served");
/// };
/// assert!(source.to_string().starts_with("no/such.yaml can't be served:"));
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} can't be served: {reason}; name an OpenAPI or Swagger document, or a folder of them", path.display())]
pub struct OtherError {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Why.
    pub(super) reason: String,
}
