//! What sends a request.

use std::future::Future;
use std::pin::Pin;

/// What a [`Transport`] gives.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = reqwest::Result<reqwest::Response>> + Send + 'a>>;

/// What sends a request, once: [`reqwest::Client`], or a double in a test.
///
/// It must not follow redirects nor send anything again, and must keep the time limit that the
/// request has ([`reqwest::Request::timeout`]).
///
/// ```
/// use citi_core::{Transport, TransportFuture};
/// /// Answers everything with 204.
/// struct Quiet;
/// impl Transport for Quiet {
///     fn execute(&self, _: reqwest::Request) -> TransportFuture<'_> {
///         let mut response = http::Response::new("");
///         *response.status_mut() = http::StatusCode::NO_CONTENT;
///         Box::pin(std::future::ready(Ok(response.into())))
///     }
/// }
/// ```
pub trait Transport: Send + Sync {
    /// Sends a request and gives the answer, whose body may still be on its way.
    fn execute(&self, request: reqwest::Request) -> TransportFuture<'_>;
}

impl Transport for reqwest::Client {
    fn execute(&self, request: reqwest::Request) -> TransportFuture<'_> {
        Box::pin(reqwest::Client::execute(self, request))
    }
}
