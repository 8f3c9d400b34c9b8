//! A token before the first call.

use super::value::Connection;
use crate::Error;
use crate::retry::Deadline;

impl Connection {
    /// Gets a token now, if there is none that is good: so that a program finds out at its start
    /// that its credentials are wrong, and not with the first payment. Calls do it by themselves.
    ///
    /// Before any call the token is asked for with the scopes that were given
    /// ([`ClientCredentials::scopes`](crate::ClientCredentials::scopes),
    /// [`scopes_ahead`](crate::ClientCredentials::scopes_ahead)); without them the endpoint decides which it is good for.
    ///
    /// ```no_run
    /// # async fn start(connection: citi_core::Connection) -> Result<(), citi_core::Error> {
    /// connection.authenticate().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If no token is to be had ([`Error::is_token`]); the message says what to do.
    pub async fn authenticate(&self) -> Result<(), Error> {
        let settings = &self.settings;
        let limit = self.options.timeout.unwrap_or(settings.call_timeout);
        let deadline = Deadline::after(&*settings.clock, limit);
        settings.tokens.get(None, &[], deadline).await?;
        Ok(())
    }
}
