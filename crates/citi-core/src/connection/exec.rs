//! Sends a request and reads what comes back.

use super::body::read_body;
use super::value::Connection;
use crate::error::Call;
use crate::support::answer::{Parts, carry};
use crate::{Error, Operation};

impl Connection {
    /// Sends what generated code has built, and reads the answer to its end. An error of ours comes
    /// as a response that only `support::answer::read` understands, for progenitor has no other
    /// place for it.
    ///
    /// # Errors
    /// Never; the signature is that of progenitor's hook.
    #[doc(hidden)]
    pub async fn exec(
        &self,
        request: reqwest::Request,
        operation: &'static Operation,
    ) -> reqwest::Result<reqwest::Response> {
        Ok(match self.call(request, operation).await {
            Ok((parts, call)) => whole(parts, call),
            Err(error) => carry(error),
        })
    }

    async fn call(
        &self,
        mut request: reqwest::Request,
        operation: &'static Operation,
    ) -> Result<(Parts, Call), Error> {
        let mut call = match self.prepare(&mut request, operation) {
            Ok(call) => call,
            Err((error, call)) => return Err(error.of(call)),
        };
        call.attempts += 1;
        match self.attempt(request).await {
            Ok(parts) => Ok((parts, call)),
            Err(error) => Err(error.of(call)),
        }
    }

    async fn attempt(&self, request: reqwest::Request) -> Result<Parts, Error> {
        let sent = self.settings.transport.execute(request).await;
        read_body(
            sent.map_err(Error::transport)?,
            self.settings.max_body_bytes,
        )
        .await
    }
}

/// A response of what was read.
fn whole(parts: Parts, call: Call) -> reqwest::Response {
    let mut response = http::Response::new(parts.body);
    *response.status_mut() = parts.status;
    *response.headers_mut() = parts.headers;
    response.extensions_mut().insert(call);
    response.into()
}
