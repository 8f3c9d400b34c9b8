//! [`Call`]: from a builder's arguments to what is sent.

use crate::connection::Got;
use crate::download::Pace;
use crate::observe::Ending;
use crate::{CallOptions, Connection, Error, Operation, Prepared, Refused};

/// One call on its way: the connection with the call's options, and the operation's entry in the
/// table.
pub struct Call {
    connection: Connection,
    operation: &'static Operation,
}

/// A call that can be sent.
pub struct Ready {
    connection: Connection,
    operation: &'static Operation,
    request: reqwest::Request,
}

/// A call that can be sent, or why not.
pub type Built = Result<Ready, Unsent>;

/// Why a call can't be sent.
#[derive(Debug)]
pub struct Unsent(Error);

impl Unsent {
    /// An argument that is missing, or is none; in the words of its setter.
    #[must_use]
    pub fn argument(words: String) -> Self {
        Self(Error::refused(words))
    }
}

impl From<Refused> for Unsent {
    fn from(refused: Refused) -> Self {
        Self(refused.into())
    }
}

impl From<reqwest::Error> for Unsent {
    fn from(error: reqwest::Error) -> Self {
        Self(Error::transport(error))
    }
}

/// A call of `operation` through `connection`, with options of its own beside those of the connection.
#[must_use]
pub fn call(connection: &Connection, operation: &'static Operation, options: CallOptions) -> Call {
    Call {
        connection: connection.with_options(options),
        operation,
    }
}

/// Keeps a call and does not send it.
///
/// # Errors
/// What kept it from being made, or would keep it from being sent.
pub async fn prepare(built: Built) -> Result<Prepared, Error> {
    let Ready {
        connection,
        operation,
        request,
    } = built.map_err(|unsent| unsent.0)?;
    connection.keep(request, operation).await
}

/// The call of `operation` that a record has.
///
/// # Errors
/// If there is no such call.
pub fn resume(
    connection: &Connection,
    operation: &'static Operation,
    options: CallOptions,
    record: &Prepared,
) -> Built {
    let call = call(connection, operation, options.resuming(record));
    let request = call.connection.kept(record).map_err(Unsent)?;
    Ok(call.ready(request))
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
    /// Sends it.
    ///
    /// # Errors
    /// What kept it from being made or sent, or the bank's error.
    pub(in crate::support) async fn send(built: Built) -> Result<(Got, Ending), Error> {
        let Self {
            connection,
            operation,
            request,
        } = built.map_err(|unsent| unsent.0)?;
        connection.call(request, operation).await
    }

    /// What it is sent through.
    pub(in crate::support) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// How long a piece of a body may take that is read as it comes.
    pub(in crate::support) fn pace(&self) -> Pace {
        self.connection.pace()
    }
}
