//! [`Vault`]: where secrets are asked for.

use std::fmt;
use std::sync::{Arc, OnceLock};

use tokio::sync::Mutex;

use super::session::Session;
use super::{VaultLogin, VaultSecret};
use crate::connection::{ClientSetup, checked_url, client};
use crate::{Clock, Roots, SecretError, SystemClock};

/// A HashiCorp Vault (or OpenBao), whose key-value store of version 2 holds secrets. Its token is renewed when two thirds of
/// its time are over and a secret is read.
///
/// ```
/// use std::time::Duration;
/// use citi_core::{CachedSecret, ClientCredentials, Vault, VaultLogin};
///
/// let vault = Vault::new("https://vault.company.example:8200", VaultLogin::Token("hvs.token".into()))
///     .namespace("payments");
/// // `client_secret` of what `vault kv get secret/citi/sandbox` shows.
/// let secret = CachedSecret::new(vault.secret("secret", "citi/sandbox", "client_secret"))
///     .every(Duration::from_secs(60));
/// let credentials = ClientCredentials::from_source(
///     "https://api.sandbox.citi.com/oauth2/token",
///     "my-client-id",
///     secret,
/// );
/// # let _ = credentials;
/// ```
#[derive(Clone)]
pub struct Vault {
    pub(super) address: String,
    pub(super) login: VaultLogin,
    pub(super) namespace: Option<String>,
    pub(super) roots: Roots,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) http: Arc<OnceLock<reqwest::Client>>,
    pub(super) session: Arc<Mutex<Option<Session>>>,
}

impl Vault {
    /// The one at this address, `https` or `http` to this machine: an agent.
    #[must_use]
    pub fn new(address: impl Into<String>, login: VaultLogin) -> Self {
        Self {
            address: address.into(),
            login,
            namespace: None,
            roots: Roots::default(),
            clock: Arc::new(SystemClock::new()),
            http: Arc::default(),
            session: Arc::default(),
        }
    }

    /// The namespace (`X-Vault-Namespace`).
    #[must_use]
    pub fn namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    /// Who vouches for its certificate; the certificate authorities of this machine unless said.
    #[must_use]
    pub fn roots(mut self, roots: Roots) -> Self {
        self.roots = roots;
        self.http = Arc::default();
        self
    }

    /// What time it is; the clock of this machine unless said.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// A field of a secret: where the store is mounted (`secret`), the path in it (`citi/sandbox`), and the field.
    #[must_use]
    pub fn secret(
        &self,
        mount: impl Into<String>,
        path: impl Into<String>,
        field: impl Into<String>,
    ) -> VaultSecret {
        VaultSecret::new(self.clone(), mount.into(), path.into(), field.into())
    }

    /// The client, made with the first request.
    pub(super) fn http(&self) -> Result<&reqwest::Client, SecretError> {
        if let Some(http) = self.http.get() {
            return Ok(http);
        }
        let url = checked_url(&self.address, "the address of Vault").map_err(SecretError::new)?;
        let mut setup = ClientSetup::default();
        setup.tls.roots = self.roots.clone();
        let https = url.scheme() == "https";
        let http = client(&setup, https, &url, &self.clock).map_err(SecretError::new)?;
        Ok(self.http.get_or_init(|| http))
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault")
            .field("login", &self.login)
            .field("namespace", &self.namespace)
            .finish_non_exhaustive()
    }
}
