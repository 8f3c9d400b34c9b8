//! The type itself.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::connection::authorization::Authorization;
use crate::connection::client::ClientSetup;
use crate::connection::supplied::Supplied;
use crate::{
    Clock, DeviationSink, Randomness, RateLimiter, Retry, SystemClock, SystemRandomness, Transport,
};

/// Builds a [`Connection`](crate::Connection).
///
/// ```
/// use std::time::Duration;
/// use citi_core::Connection;
///
/// let connection = Connection::builder("https://api.sandbox.citi.com/")
///     .bearer_token("a-token")
///     .supply_query("client_id", "my-app")
///     .call_timeout(Duration::from_secs(20))
///     .build()?;
/// assert_eq!(connection.base_url(), "https://api.sandbox.citi.com");
/// # Ok::<(), citi_core::Error>(())
/// ```
pub struct ConnectionBuilder {
    pub(super) base_url: String,
    pub(super) authorization: Authorization,
    pub(super) supplied: Supplied,
    pub(super) attempt_timeout: Duration,
    pub(super) call_timeout: Duration,
    pub(super) user_agent: String,
    pub(super) max_body_bytes: usize,
    pub(super) request_id_header: Option<String>,
    pub(super) retry: Retry,
    pub(super) calls_per_minute: BTreeMap<String, Option<u32>>,
    pub(super) max_waiting_calls: usize,
    pub(super) rate_limiter: Option<Arc<dyn RateLimiter>>,
    pub(super) deviations: Option<Arc<dyn DeviationSink>>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) randomness: Arc<dyn Randomness>,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) client: ClientSetup,
}

impl ConnectionBuilder {
    pub(crate) fn new(base_url: String) -> Self {
        Self {
            base_url,
            authorization: Authorization::None,
            supplied: Supplied::default(),
            attempt_timeout: Duration::from_secs(30),
            call_timeout: Duration::from_secs(60),
            user_agent: concat!("citi-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
            max_body_bytes: 16 * 1024 * 1024,
            request_id_header: None,
            retry: Retry::default(),
            calls_per_minute: BTreeMap::new(),
            max_waiting_calls: 10_000,
            rate_limiter: None,
            deviations: None,
            clock: Arc::new(SystemClock::new()),
            randomness: Arc::new(SystemRandomness),
            transport: None,
            client: ClientSetup::default(),
        }
    }
}

impl fmt::Debug for ConnectionBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectionBuilder")
            .field("authorization", &self.authorization)
            .field("supplied", &self.supplied)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("call_timeout", &self.call_timeout)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use crate::Connection;

    #[test]
    fn secrets_do_not_show() {
        let builder = Connection::builder("https://bank.example")
            .bearer_token("hunter2")
            .supply_query("client_id", "hunter3");
        let shown = format!(
            "{builder:?} {:?}",
            Connection::builder("https://b.example")
                .bearer_token("hunter4")
                .build()
        );
        assert!(!shown.contains("hunter"), "{shown}");
        assert!(shown.contains("client_id"));
    }
}
