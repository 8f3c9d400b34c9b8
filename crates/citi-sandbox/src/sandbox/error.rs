//! [`SandboxError`]: why a sandbox does not start.

use std::io;

/// Why a sandbox does not start.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), citi_sandbox::SandboxError> {
/// use citi_sandbox::{Sandbox, SandboxError};
///
/// let first = Sandbox::builder().start().await?;
/// let port = first.address().port();
/// let second = Sandbox::builder().port(port).start().await;
/// assert!(matches!(second, Err(SandboxError::PortTaken { .. })));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SandboxError {
    /// Somebody else listens at the port.
    #[error(
        "port {port} is taken; stop what listens there, or choose another (0: any that is free)"
    )]
    PortTaken {
        /// The port.
        port: u16,
    },
    /// The port can't be listened at.
    #[error("can't listen at port {port} ({source}); choose another (0: any that is free)")]
    Listen {
        /// The port.
        port: u16,
        /// Why.
        source: io::Error,
    },
    /// A document that this crate was built with can't be served.
    #[error("{reason}")]
    Document {
        /// Which, and why.
        reason: String,
    },
    /// A fault that is to happen names what is not known.
    #[error("{source}")]
    Fault {
        /// What is not known.
        #[from]
        source: crate::faults::FaultError,
    },
    /// An application that is to be there from the start can't have its name.
    #[error("the name of an application {issue}; choose another")]
    Application {
        /// What the name must be.
        issue: &'static str,
    },
    /// The directory of its state can't be used.
    #[error("{source}")]
    Store {
        /// Why.
        #[from]
        source: crate::store::StoreError,
    },
    /// A document that is to be served beside the bank's own can't be.
    #[error("{source}")]
    Other {
        /// Which, and why.
        #[from]
        source: crate::others::OtherError,
    },
    /// TLS can't be set up.
    #[error("{source}")]
    Tls {
        /// Why.
        #[from]
        source: crate::tls::TlsError,
    },
    /// The client that delivers events can't be made.
    #[error(
        "the client that delivers events can't be made ({source}); see to this machine's TLS setup"
    )]
    Client {
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
