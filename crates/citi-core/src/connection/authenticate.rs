//! A token before the first call.

use super::value::Connection;
use crate::Error;
use crate::retry::Deadline;

impl Connection {
    /// Gets a token now, if there is none that is good: so that a program finds out at its start
    /// that its credentials are wrong, and not with the first payment. Calls do it by themselves.
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
