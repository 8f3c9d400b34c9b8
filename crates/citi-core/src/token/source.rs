//! [`TokenSource`]: where tokens come from.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use super::TokenError;
use crate::Secret;

/// What a [`TokenSource`] gives.
pub type TokenFuture<'a> =
    Pin<Box<dyn Future<Output = Result<AccessToken, TokenError>> + Send + 'a>>;

/// Where tokens come from: the bank's token endpoint by
/// [`ClientCredentials`](crate::ClientCredentials), or something of your own, such as a service that
/// hands them to a whole fleet.
///
/// The connection keeps what it gets, asks once however many calls wait, and asks again before the
/// time is over; a source only has to give a token that is good now.
///
/// ```
/// use std::time::Duration;
/// use citi_core::{AccessToken, Connection, TokenError, TokenFuture, TokenRequest, TokenSource};
///
/// struct File(std::path::PathBuf);
///
/// impl TokenSource for File {
///     fn token<'a>(&'a self, _request: TokenRequest<'a>) -> TokenFuture<'a> {
///         Box::pin(async move {
///             let text = std::fs::read_to_string(&self.0)
///                 .map_err(|_| TokenError::new("the token file cannot be read"))?;
///             Ok(AccessToken::new(text.trim()).expires_in(Duration::from_secs(60)))
///         })
///     }
/// }
///
/// let connection = Connection::builder("https://api.sandbox.citi.com")
///     .token_source(File("/run/token".into()))
///     .build()?;
/// # let _ = connection;
/// # Ok::<(), citi_core::Error>(())
/// ```
pub trait TokenSource: Send + Sync {
    /// A token that is good now.
    ///
    /// # Errors
    /// Why there is none. All calls that waited are told.
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a>;
}

/// What a token is asked for with. It may come to say more.
///
/// ```
/// fn why(request: citi_core::TokenRequest<'_>) -> String {
///     format!("for {:?}, new: {}", request.scopes, request.refused.is_some())
/// }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TokenRequest<'a> {
    /// A token that the bank did not take: a source that gives it again ends the call with the bank's answer.
    pub refused: Option<&'a Secret>,
    /// The scopes that the operations called so far need, each once, in order (RFC 6749 §3.3).
    pub scopes: &'a [String],
}

/// A token, and for how long it is good.
///
/// ```
/// use std::time::Duration;
/// let token = citi_core::AccessToken::new("t0ken").expires_in(Duration::from_secs(3600));
/// assert!(!format!("{token:?}").contains("t0ken"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    pub(crate) secret: Secret,
    pub(crate) expires_in: Option<Duration>,
    pub(crate) scopes: Option<Vec<String>>,
}

impl AccessToken {
    /// A token; it is taken to be good for five minutes unless [`expires_in`](Self::expires_in) says
    /// otherwise.
    #[must_use]
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            expires_in: None,
            scopes: None,
        }
    }

    /// The scopes that it is good for; all unless said. An operation that needs another one makes the source be asked
    /// anew.
    ///
    /// ```
    /// let token = citi_core::AccessToken::new("t0ken").scopes(["accounts:read"]);
    /// # let _ = token;
    /// ```
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// For how long it is good, from the moment that the source was asked.
    #[must_use]
    pub fn expires_in(mut self, life: Duration) -> Self {
        self.expires_in = Some(life);
        self
    }
}
