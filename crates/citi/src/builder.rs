//! [`ClientBuilder`].

use std::collections::BTreeSet;
use std::fmt;

use citi_core::{
    ClientCredentials, Connection, ConnectionBuilder, Environment, Error, Operation, Secret,
};

use crate::Client;
use crate::credentials::{MissingCredentials, from_env};

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
    credentials: Option<(String, Secret)>,
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
        self.credentials = Some((client_id.into(), client_secret.into()));
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

    /// The scopes to ask for (RFC 6749 §3.3); unless said, those of all operations of the APIs that
    /// are switched on. Ask for the least that the program needs.
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
            let scopes = self.scopes.unwrap_or_else(scopes);
            connection = connection.credentials(
                ClientCredentials::new(self.environment.token_url(), client_id, client_secret)
                    .scopes(scopes),
            );
        }
        Client::new(connection.build()?)
    }
}

/// The tables of the APIs that are switched on.
static TABLES: &[&[Operation]] = &[
    #[cfg(feature = "accounts")]
    citi_accounts::operations::OPERATIONS,
    #[cfg(feature = "payments")]
    citi_payments::operations::OPERATIONS,
    #[cfg(feature = "cards")]
    citi_cards::operations::OPERATIONS,
    #[cfg(feature = "fx")]
    citi_fx::operations::OPERATIONS,
];

/// The scopes of all their operations, each once, in order.
fn scopes() -> Vec<String> {
    let scopes: BTreeSet<&str> = TABLES
        .iter()
        .flat_map(|table| table.iter())
        .flat_map(|operation| operation.scopes.iter().copied())
        .collect();
    scopes.into_iter().map(str::to_owned).collect()
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

#[cfg(all(
    test,
    feature = "accounts",
    feature = "payments",
    feature = "cards",
    feature = "fx"
))]
mod tests {
    use super::*;

    #[test]
    fn what_the_operations_need_is_asked_for() {
        assert_eq!(
            scopes(),
            [
                "accounts:read",
                "cards:read",
                "fx:read",
                "fx:write",
                "payments:read",
                "payments:write"
            ]
        );
    }

    #[test]
    fn a_secret_does_not_go_over_plain_http() {
        let refused = Client::builder(Environment::Custom("http://bank.example".to_owned()))
            .credentials("id", "hunter2")
            .build()
            .unwrap_err();
        assert!(refused.is_refused() && refused.to_string().contains("https"));
    }
}
