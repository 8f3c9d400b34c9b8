//! [`TlsClients`]: whether clients show certificates.

/// Whether clients show certificates of their own, issued by [`Tls::client_identity`](crate::Tls::client_identity).
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use citi_sandbox::{Sandbox, TlsClients};
///
/// let sandbox = Sandbox::builder().tls(TlsClients::Demanded).start().await?;
/// assert!(sandbox.base_url().starts_with("https://127.0.0.1:"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlsClients {
    /// They are not asked.
    #[default]
    Unasked,
    /// They are asked; one without is let in, one with a certificate of somebody else is not.
    Asked,
    /// One without is not let in.
    Demanded,
}
