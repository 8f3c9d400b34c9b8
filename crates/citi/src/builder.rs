//! [`ClientBuilder`].

use std::fmt;
use std::sync::Arc;

use citi_core::{
    ClientCredentials, Connection, ConnectionBuilder, Environment, Error, Secret, SecretSource,
};

use crate::Client;
use crate::credentials::{MissingCredentials, from_env};

/// The client secret, or where it comes from.
enum ClientSecret {
    Given(Secret),
    Source(Arc<dyn SecretSource>),
}

/// Builds a [`Client`].
///
/// ```
/// use std::time::Duration;
/// use citi::{Client, Environment};
///
/// let citi = Client::builder(Environment::Sandbox)
///     .credentials("client-id", "client-secret")
///     .connection(|connection| connection.call_timeout(Duration::from_secs(20)))
///     .build()?;
/// # let _ = citi;
/// # Ok::<(), citi::Error>(())
/// ```
pub struct ClientBuilder {
    environment: Environment,
    credentials: Option<(String, ClientSecret)>,
    scopes: Option<Vec<String>>,
    connection: ConnectionBuilder,
}

impl ClientBuilder {
    pub(crate) fn new(environment: Environment) -> Self {
        let connection =
            Connection::builder(environment.base_url()).request_id_header("X-Request-Id");
        Self {
            environment,
            credentials: None,
            scopes: None,
            connection,
        }
    }

    /// The application's client id and client secret, from the developer portal. Keep the secret in
    /// a vault and out of the program's source.
    #[must_use]
    pub fn credentials(
        mut self,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        self.credentials = Some((client_id.into(), ClientSecret::Given(client_secret.into())));
        self
    }

    /// The same with a client secret that is read anew for each token: from a mounted file, a vault, the keyring. It can
    /// be changed without a restart.
    ///
    /// ```
    /// use citi::core::FileSecret;
    /// use citi::{Client, Environment};
    ///
    /// let citi = Client::builder(Environment::Sandbox)
    ///     .credentials_from_source("client-id", FileSecret::new("/run/secrets/citi"))
    ///     .build()?;
    /// # let _ = citi;
    /// # Ok::<(), citi::Error>(())
    /// ```
    #[must_use]
    pub fn credentials_from_source(
        mut self,
        client_id: impl Into<String>,
        client_secret: impl SecretSource + 'static,
    ) -> Self {
        let client_secret = ClientSecret::Source(Arc::new(client_secret));
        self.credentials = Some((client_id.into(), client_secret));
        self
    }

    /// Client id and client secret from the environment variables `CITI_CLIENT_ID` and
    /// `CITI_CLIENT_SECRET`.
    ///
    /// # Errors
    /// If one is not set or empty; the error names it.
    pub fn credentials_from_env(self) -> Result<Self, MissingCredentials> {
        let (client_id, client_secret) = from_env(|name| std::env::var(name).ok())?;
        Ok(self.credentials(client_id, client_secret))
    }

    /// The scopes that every token is asked for (RFC 6749 §3.3). Unless said it is the least: those of the operations
    /// that were called so far, and the first call that needs another one fetches a token for all of them. A program
    /// that names its own fetches one token only, and finds out with the first call that it may not have one of them.
    ///
    /// ```
    /// use citi::{Client, Environment};
    ///
    /// let citi = Client::builder(Environment::Sandbox)
    ///     .credentials("client-id", "client-secret")
    ///     .scopes(["accounts:read", "fx:read"])
    ///     .build()?;
    /// # let _ = citi;
    /// # Ok::<(), citi::Error>(())
    /// ```
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Everything else: time limits, retries, limits, transport, clock.
    #[must_use]
    pub fn connection(
        mut self,
        change: impl FnOnce(ConnectionBuilder) -> ConnectionBuilder,
    ) -> Self {
        self.connection = change(self.connection);
        self
    }

    /// The client. Nothing is sent yet: the token is fetched with the first call.
    ///
    /// # Errors
    /// If the address is not `https` (or `http` to this machine), or something else cannot work; the
    /// message says what.
    pub fn build(self) -> Result<Client, Error> {
        let mut connection = self.connection;
        if let Some((client_id, client_secret)) = self.credentials {
            let address = self.environment.token_url();
            let mut credentials = match client_secret {
                ClientSecret::Given(secret) => ClientCredentials::new(address, client_id, secret),
                ClientSecret::Source(source) => {
                    ClientCredentials::from_source(address, client_id, source)
                }
            };
            if let Some(scopes) = self.scopes {
                credentials = credentials.scopes(scopes);
            }
            connection = connection.credentials(credentials);
        }
        Client::new(connection.build()?)
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("environment", &self.environment)
            .field("credentials", &self.credentials.is_some())
            .field("scopes", &self.scopes)
            .field("connection", &self.connection)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_go_over_plain_http() {
        let builder = || Client::builder(Environment::Custom("http://bank.example".to_owned()));
        for builder in [
            builder().credentials("id", "hunter2"),
            builder().credentials_from_source("id", Secret::from("hunter2")),
        ] {
            assert!(!format!("{builder:?}").contains("hunter2"));
            let refused = builder.build().unwrap_err();
            assert!(refused.is_refused() && refused.to_string().contains("https"));
        }
    }
}
