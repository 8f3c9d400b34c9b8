//! The type itself.

use std::fmt;
use std::sync::Arc;

use super::address::Address;
use super::builder::ConnectionBuilder;
use super::settings::Settings;
use crate::{CallOptions, Error};

/// A connection to the bank: everything between a typed call and the wire. Generated clients are
/// made of one; copies are cheap and share what it has.
///
/// A call waits for its turn in the limit of its group, gets a token, is sent, and is sent again where
/// that does no harm ([`Retry`](crate::Retry)). All of it has a time limit. Redirects are not
/// followed, and a token is never sent over plain HTTP but to this machine. A call that is dropped
/// leaves nothing broken; whether the bank did it is then not known.
///
/// ```
/// use citi_core::Connection;
///
/// let connection = Connection::builder("https://api.sandbox.citi.com")
///     .bearer_token("a-token")
///     .build()?;
/// assert!(!format!("{connection:?}").contains("a-token"));
/// # Ok::<(), citi_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Connection {
    pub(crate) address: Arc<Address>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) options: Arc<CallOptions>,
}

impl Connection {
    /// Begins a connection to this address: `https://api.citi.com`, or with a path.
    pub fn builder(base_url: impl Into<String>) -> ConnectionBuilder {
        ConnectionBuilder::new(base_url.into())
    }

    pub(crate) fn new(address: Address, settings: Settings) -> Self {
        Self {
            address: Arc::new(address),
            settings: Arc::new(settings),
            options: Arc::default(),
        }
    }

    /// The same connection with these options for all calls that are made of it. What it had of
    /// options stays where these say nothing; those of a call go before both.
    ///
    /// ```
    /// use std::time::Duration;
    /// use citi_core::{CallOptions, Connection};
    /// let bank = Connection::builder("https://api.sandbox.citi.com").build()?;
    /// let hurried = bank.with_options(CallOptions::new().timeout(Duration::from_secs(2)));
    /// let fresh = hurried.with_options(CallOptions::new().no_cache());
    /// assert!(format!("{fresh:?}").contains("2s"));
    /// # Ok::<(), citi_core::Error>(())
    /// ```
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        let options = CallOptions::clone(&self.options).with(options);
        Self {
            address: Arc::clone(&self.address),
            settings: Arc::clone(&self.settings),
            options: Arc::new(options),
        }
    }

    /// The same connection to an address below: tokens, limits, kept answers and open connections
    /// are shared.
    ///
    /// ```
    /// use citi_core::Connection;
    /// let bank = Connection::builder("https://api.sandbox.citi.com").build()?;
    /// let payments = bank.below("/payments/v1")?;
    /// assert_eq!(payments.base_url(), "https://api.sandbox.citi.com/payments/v1");
    /// # Ok::<(), citi_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// If it does not begin with a slash, or would lead elsewhere.
    pub fn below(&self, path: &str) -> Result<Self, Error> {
        Ok(Self {
            address: Arc::new(self.address.below(path)?),
            ..self.clone()
        })
    }

    /// The base address, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.address.text
    }

    /// The client that generated code builds its requests with.
    #[must_use]
    pub fn http(&self) -> &reqwest::Client {
        &self.settings.http
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("base_url", &self.base_url())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
