//! The way to the bank.

use std::time::Duration;

use super::ConnectionBuilder;
use crate::Proxy;

impl ConnectionBuilder {
    /// The proxy that connections go through; none unless said, whatever the environment says.
    #[must_use]
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.client.proxy = Some(proxy);
        self
    }

    /// For how long a connection that nobody uses is kept open; 90 seconds unless said.
    #[must_use]
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.client.pool_idle_timeout = timeout;
        self
    }

    /// How many connections that nobody uses are kept open to each host; 32 unless said.
    #[must_use]
    pub fn pool_max_idle_per_host(mut self, max: usize) -> Self {
        self.client.pool_max_idle = max;
        self
    }

    /// Speaks HTTP/1.1 alone. Unless said, HTTP/2 is offered in the handshake, and the server chooses.
    #[must_use]
    pub fn http1_only(mut self) -> Self {
        self.client.tls.http1_only = true;
        self
    }
}
