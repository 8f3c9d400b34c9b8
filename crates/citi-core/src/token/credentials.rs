//! [`ClientCredentials`]: who asks for a token, and where.

use std::fmt;
use std::sync::Arc;

use url::Url;

use crate::connection::checked_url;
use crate::{Error, Secret, SecretSource};

use super::{TokenError, TokenForm};

/// The client credentials of an application, and the address that gives tokens for them (RFC 6749
/// §4.4).
///
/// The token is asked for when the first call needs it, with `Authorization: Basic
/// base64(client_id:client_secret)` and the form `grant_type=client_credentials&scope=…`. It is kept
/// for all calls of the connection, replaced in the background before its time is over, and asked
/// for anew, once a call, when the bank answers 401.
///
/// ```
/// use citi_core::{ClientCredentials, Connection};
///
/// let credentials = ClientCredentials::new(
///     "https://api.sandbox.citi.com/oauth2/token",
///     "my-client-id",
///     "my-client-secret",
/// )
/// .scopes(["accounts:read", "payments:write"]);
/// assert!(!format!("{credentials:?}").contains("my-client-secret"));
///
/// let connection = Connection::builder("https://api.sandbox.citi.com")
///     .credentials(credentials)
///     .build()?;
/// # let _ = connection;
/// # Ok::<(), citi_core::Error>(())
/// ```
#[derive(Clone)]
pub struct ClientCredentials {
    pub(super) token_url: String,
    pub(super) client_id: String,
    pub(super) client_secret: ClientSecret,
    pub(super) scopes: Option<Vec<String>>,
    pub(super) ahead: Vec<String>,
    pub(super) form: TokenForm,
    pub(super) in_body: bool,
}

/// The client secret, or where it comes from.
#[derive(Clone)]
pub(super) enum ClientSecret {
    Given(Secret),
    Source(Arc<dyn SecretSource>),
}

impl ClientCredentials {
    /// The credentials, and the address of the token endpoint: `https`, or `http` to this machine.
    #[must_use]
    pub fn new(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        Self {
            token_url: token_url.into(),
            client_id: client_id.into(),
            client_secret: ClientSecret::Given(client_secret.into()),
            scopes: None,
            ahead: Vec::new(),
            form: TokenForm::Standard,
            in_body: false,
        }
    }

    /// The same with a client secret that is read anew for each token, so that it can be changed without a restart.
    ///
    /// ```
    /// use citi_core::{CachedSecret, ClientCredentials, EnvSecret};
    /// let credentials = ClientCredentials::from_source(
    ///     "https://api.sandbox.citi.com/oauth2/token",
    ///     "my-client-id",
    ///     EnvSecret::new("CITI_CLIENT_SECRET"),
    /// );
    /// # let _ = credentials;
    /// ```
    #[must_use]
    pub fn from_source(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl SecretSource + 'static,
    ) -> Self {
        Self {
            client_secret: ClientSecret::Source(Arc::new(client_secret)),
            ..Self::new(token_url, client_id, "")
        }
    }

    /// The scopes that the token is asked for, whatever is called. Unless said it is asked for the least: the scopes of the
    /// operations that were called so far. An operation that needs one more makes the token be asked for anew, once for
    /// all who wait. Without any scope the endpoint decides (RFC 6749 §3.3).
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Scopes that the token is asked for from the beginning, besides those of the operations that are called: so that a
    /// program that knows them need not ask twice.
    #[must_use]
    pub fn scopes_ahead<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.ahead = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// How the token is asked for; [`TokenForm::Standard`] unless said.
    #[must_use]
    pub fn form(mut self, form: TokenForm) -> Self {
        self.form = form;
        self
    }

    /// Sends client id and secret in the form, and not as `Authorization: Basic` (RFC 6749 §2.3.1), for endpoints that
    /// want it.
    #[must_use]
    pub fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// The client secret as it is now.
    ///
    /// # Errors
    /// If its source has none, or it cannot be sent.
    pub(super) async fn client_secret(&self) -> Result<Secret, TokenError> {
        let secret = match &self.client_secret {
            ClientSecret::Given(secret) => return Ok(secret.clone()),
            ClientSecret::Source(source) => source.secret().await,
        };
        let secret = secret.map_err(|error| TokenError::new(&error).with_source(error))?;
        match secret.expose().is_empty() || secret.expose().chars().any(char::is_control) {
            true => Err(TokenError::new(
                "the client secret of its source is empty or has characters that cannot be sent (a line break)",
            )),
            false => Ok(secret),
        }
    }

    /// The address, if all of it can be sent.
    ///
    /// # Errors
    /// Which part cannot, without its value.
    pub(crate) fn check(&self) -> Result<Url, Error> {
        let url = checked_url(&self.token_url, "the token address")?;
        let given = match &self.client_secret {
            ClientSecret::Given(secret) => Some(secret.expose()),
            ClientSecret::Source(_) => None,
        };
        if self.client_id.is_empty() || given.is_some_and(str::is_empty) {
            return Err(Error::refused(
                "the client id or the client secret is empty; the bank's developer portal shows both",
            ));
        }
        // RFC 7617 §2: the first colon ends the name, and control characters may not be sent.
        let control = |text: &str| text.chars().any(char::is_control);
        if self.client_id.contains(':') || control(&self.client_id) || given.is_some_and(control) {
            return Err(Error::refused(
                "the client id or the client secret has characters that cannot be sent (a colon in the id, a line break)",
            ));
        }
        let no_scope =
            |scope: &String| scope.is_empty() || !scope.bytes().all(|byte| byte.is_ascii_graphic());
        if self.in_body && self.form == TokenForm::Wrapped {
            return Err(Error::refused(
                "the wrapped form has no place for client id and secret in the body; leave out `in_body`",
            ));
        }
        let mut scopes = self.scopes.iter().flatten().chain(&self.ahead);
        match scopes.any(no_scope) {
            true => Err(Error::refused(
                "a scope is one word of visible ASCII characters; give each its own item",
            )),
            false => Ok(url),
        }
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("scopes", &self.scopes)
            .field("form", &self.form)
            .field("in_body", &self.in_body)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_sent_is_refused_without_the_value() {
        let url = "https://bank.example/oauth2/token";
        let scoped = |scope: &str| ClientCredentials::new(url, "id", "hunter2").scopes([scope]);
        for (credentials, reason) in [
            (ClientCredentials::new(url, "", "hunter2"), "empty"),
            (ClientCredentials::new(url, "id", ""), "empty"),
            (ClientCredentials::new(url, "a:b", "hunter2"), "colon"),
            (ClientCredentials::new(url, "id", "hunter2\n"), "line break"),
            (
                ClientCredentials::new("http://bank.example/", "id", "hunter2"),
                "token address must be https",
            ),
            (scoped("a b"), "its own item"),
            (scoped(""), "its own item"),
        ] {
            let error = credentials.check().unwrap_err();
            let shown = format!("{error} {error:?} {credentials:?}");
            assert!(shown.contains(reason), "{shown}");
            assert!(!shown.contains("hunter2"), "{shown}");
        }
        assert!(scoped("accounts:read").check().is_ok());
        let here = ClientCredentials::new("http://127.0.0.1:1/token?x=1", "id", "s");
        assert!(here.check().is_ok());
    }
}
