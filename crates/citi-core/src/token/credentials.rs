//! [`ClientCredentials`]: who asks for a token, and where.

use std::fmt;

use url::Url;

use crate::connection::checked_url;
use crate::{Error, Secret};

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
    pub(super) client_secret: Secret,
    pub(super) scopes: Vec<String>,
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
            client_secret: client_secret.into(),
            scopes: Vec::new(),
        }
    }

    /// The scopes that the token is asked for; without any the endpoint decides (RFC 6749 §3.3).
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// The address, if all of it can be sent.
    ///
    /// # Errors
    /// Which part cannot, without its value.
    pub(crate) fn check(&self) -> Result<Url, Error> {
        let url = checked_url(&self.token_url, "the token address")?;
        if self.client_id.is_empty() || self.client_secret.expose().is_empty() {
            return Err(Error::refused(
                "the client id or the client secret is empty; the bank's developer portal shows both",
            ));
        }
        // RFC 7617 §2: the first colon ends the name, and control characters may not be sent.
        let control = |text: &str| text.chars().any(char::is_control);
        if self.client_id.contains(':')
            || control(&self.client_id)
            || control(self.client_secret.expose())
        {
            return Err(Error::refused(
                "the client id or the client secret has characters that cannot be sent (a colon in the id, a line break)",
            ));
        }
        let no_scope =
            |scope: &String| scope.is_empty() || !scope.bytes().all(|byte| byte.is_ascii_graphic());
        match self.scopes.iter().any(no_scope) {
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
            .field("client_secret", &self.client_secret)
            .field("scopes", &self.scopes)
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
