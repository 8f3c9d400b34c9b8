//! [`Tls`]: the TLS of a sandbox that runs.

use citi_core::Secret;
use serde::Serialize;

use super::{Keys, TlsError};
use crate::state::State;

/// The TLS of a sandbox that runs; given by [`Sandbox::tls`](crate::Sandbox::tls).
///
/// A client trusts [`ca_pem`](Self::ca_pem) and nobody else, pins both [`pins`](Self::pins), and is
/// followed through a change of keys:
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use citi_sandbox::{Sandbox, TlsClients};
///
/// let sandbox = Sandbox::builder().tls(TlsClients::Unasked).start().await?;
/// let tls = sandbox.tls().ok_or("it has TLS")?;
/// let client = reqwest::Client::builder()
///     .no_proxy()
///     .tls_certs_only([reqwest::Certificate::from_pem(tls.ca_pem().as_bytes())?])
///     .build()?;
/// let health = format!("{}/health", sandbox.base_url());
/// assert_eq!(client.get(&health).send().await?.status(), 200);
///
/// let before = tls.pins();
/// let after = tls.rotate()?;
/// assert_eq!(after.current, before.next);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct Tls<'a> {
    state: &'a State,
    keys: &'a Keys,
}

/// The keys of a sandbox as clients pin them: `sha256/` and the SHA-256 of the public key in base64
/// (RFC 7469 §2.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TlsPins {
    /// The key in use.
    pub current: String,
    /// The key in reserve, which the next rotation brings into use.
    pub next: String,
}

/// What a client shows: a certificate, and the key that it is of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ClientIdentity {
    /// The certificate, as PEM.
    pub certificate: String,
    /// Its key, as PEM.
    pub key: Secret,
}

impl<'a> Tls<'a> {
    pub(crate) fn of(state: &'a State) -> Option<Self> {
        let keys = state.tls.as_ref()?;
        Some(Self { state, keys })
    }

    /// The certificate of the authority that vouches for the sandbox, as PEM: what its clients trust.
    #[must_use]
    pub fn ca_pem(&self) -> &'a str {
        self.keys.ca_pem()
    }

    /// The keys as clients pin them.
    #[must_use]
    pub fn pins(&self) -> TlsPins {
        self.keys.pins()
    }

    /// Brings the key in reserve into use, and a new one into reserve. The next handshakes use it;
    /// connections that are open stay.
    ///
    /// # Errors
    /// No key can be made.
    pub fn rotate(&self) -> Result<TlsPins, TlsError> {
        self.keys.rotate()
    }

    /// Issues a certificate to a client of a name, good for a year.
    ///
    /// # Errors
    /// The name is empty, longer than 64 characters or holds a control.
    pub fn client_identity(&self, name: &str) -> Result<ClientIdentity, TlsError> {
        self.keys.client_identity(name)
    }
}

impl std::fmt::Debug for Tls<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tls")
            .field("base_url", &self.state.base_url)
            .field("pins", &self.pins())
            .finish()
    }
}
