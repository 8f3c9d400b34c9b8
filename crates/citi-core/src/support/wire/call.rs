//! [`Call`]: from a builder's arguments to what is sent.

use crate::{CallOptions, Connection, Operation, Refused};

/// One call on its way: the connection with the call's options, and the operation's entry in the
/// table.
pub struct Call {
    connection: Connection,
    operation: &'static Operation,
}

/// A call that can be sent.
pub struct Ready {
    pub(in crate::support) connection: Connection,
    pub(in crate::support) operation: &'static Operation,
    pub(in crate::support) request: reqwest::Request,
}

/// A call that can be sent, or why not.
pub type Built = Result<Ready, Unsent>;

/// Why a call can't be sent; one pointer long.
pub struct Unsent(Box<progenitor_client::Error<()>>);

impl Unsent {
    /// An argument that is missing, or is none; in the words of its setter.
    #[must_use]
    pub fn argument(words: String) -> Self {
        Self(Box::new(progenitor_client::Error::InvalidRequest(words)))
    }
}

impl From<Refused> for Unsent {
    fn from(refused: Refused) -> Self {
        Self(Box::new(refused.into()))
    }
}

impl From<reqwest::Error> for Unsent {
    fn from(error: reqwest::Error) -> Self {
        Self(Box::new(error.into()))
    }
}

/// A call of `operation` through `connection`, with options of its own.
#[must_use]
pub fn call(connection: &Connection, operation: &'static Operation, options: CallOptions) -> Call {
    Call {
        connection: connection.with_options(options),
        operation,
    }
}

impl Call {
    /// The base address, without a slash at the end.
    #[must_use]
    pub fn baseurl(&self) -> &str {
        self.connection.base_url()
    }

    /// The client that makes the request.
    #[must_use]
    pub fn client(&self) -> &reqwest::Client {
        self.connection.http()
    }

    /// The call with its request.
    #[must_use]
    pub fn ready(self, request: reqwest::Request) -> Ready {
        Ready {
            connection: self.connection,
            operation: self.operation,
            request,
        }
    }
}

impl Ready {
    /// Sends it. Generated code has no futures of its own but those that users await: each costs
    /// its compiler more than the rest of the call.
    ///
    /// # Errors
    /// What kept it from being made or sent.
    pub(in crate::support) async fn send(
        built: Built,
    ) -> Result<reqwest::Response, progenitor_client::Error<()>> {
        let Self {
            connection,
            operation,
            request,
        } = built.map_err(|unsent| *unsent.0)?;
        Ok(connection.exec(request, operation).await?)
    }
}
