//! [`TlsError`]: why a key or a certificate can't be made.

/// Why a key or a certificate can't be made.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use citi_sandbox::{Sandbox, TlsClients};
///
/// let sandbox = Sandbox::builder().tls(TlsClients::Asked).start().await?;
/// let tls = sandbox.tls().ok_or("it has TLS")?;
/// let error = tls.client_identity("").unwrap_err();
/// assert_eq!(error.to_string(), "a client's name has 1 to 64 characters, none of them a control");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TlsError(pub(super) String);

impl From<rcgen::Error> for TlsError {
    fn from(error: rcgen::Error) -> Self {
        Self(format!("a key or certificate can't be made ({error})"))
    }
}

impl From<rustls::Error> for TlsError {
    fn from(error: rustls::Error) -> Self {
        Self(format!("TLS can't be set up ({error})"))
    }
}
