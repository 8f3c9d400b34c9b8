//! [`Client`].

use citi_core::{Connection, Environment, Error};

use crate::ClientBuilder;

/// One client for all APIs, which share its token, its limits and its connections. Copies are cheap.
///
/// ```
/// use citi::{Client, Environment};
/// let citi = Client::builder(Environment::Sandbox)
///     .credentials("client-id", "hunter2")
///     .build()?;
/// assert_eq!(
///     citi.payments().connection().base_url(),
///     "https://api.sandbox.citi.com/payments/v1",
/// );
/// assert!(!format!("{citi:?}").contains("hunter2"));
/// # Ok::<(), citi::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    connection: Connection,
    #[cfg(feature = "accounts")]
    accounts: citi_accounts::Client,
    #[cfg(feature = "payments")]
    payments: citi_payments::Client,
    #[cfg(feature = "cards")]
    cards: citi_cards::Client,
    #[cfg(feature = "fx")]
    fx: citi_fx::Client,
}

impl Client {
    /// Begins a client of this environment.
    #[must_use]
    pub fn builder(environment: Environment) -> ClientBuilder {
        ClientBuilder::new(environment)
    }

    /// A client that calls through `connection`, whose address is that of the bank without the path
    /// of an API: `https://api.citi.com`.
    ///
    /// # Errors
    /// If the paths of the APIs can't be added to the address.
    pub fn new(connection: Connection) -> Result<Self, Error> {
        Ok(Self {
            #[cfg(feature = "accounts")]
            accounts: citi_accounts::Client::new(connection.below(citi_accounts::BASE_PATH)?),
            #[cfg(feature = "payments")]
            payments: citi_payments::Client::new(connection.below(citi_payments::BASE_PATH)?),
            #[cfg(feature = "cards")]
            cards: citi_cards::Client::new(connection.below(citi_cards::BASE_PATH)?),
            #[cfg(feature = "fx")]
            fx: citi_fx::Client::new(connection.below(citi_fx::BASE_PATH)?),
            connection,
        })
    }

    /// Accounts of a customer, their balances and their transactions.
    #[cfg(feature = "accounts")]
    #[must_use]
    pub fn accounts(&self) -> &citi_accounts::Client {
        &self.accounts
    }

    /// Domestic payments by ACH or wire: ordered, followed, cancelled.
    #[cfg(feature = "payments")]
    #[must_use]
    pub fn payments(&self) -> &citi_payments::Client {
        &self.payments
    }

    /// Cards of a customer and what was paid with them.
    #[cfg(feature = "cards")]
    #[must_use]
    pub fn cards(&self) -> &citi_cards::Client {
        &self.cards
    }

    /// Live rates of exchange, and quotes to deal at.
    #[cfg(feature = "fx")]
    #[must_use]
    pub fn fx(&self) -> &citi_fx::Client {
        &self.fx
    }

    /// What the clients call through, for other generated crates of the same bank:
    /// [`Connection::below`] gives one that shares token, limits and connections.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
}
