//! How long, how large, how often.

use std::time::Duration;

use super::ConnectionBuilder;
use crate::Retry;

impl ConnectionBuilder {
    /// How long making a connection may take; 10 seconds unless said.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.client.connect_timeout = timeout;
        self
    }

    /// How long one attempt may take, the body of the answer included; 30 seconds unless said.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// How long a whole call may take; 60 seconds unless said.
    #[must_use]
    pub fn call_timeout(mut self, timeout: Duration) -> Self {
        self.call_timeout = timeout;
        self
    }

    /// How large an answer may be, in bytes; 16 MiB unless said. A larger one is an error.
    #[must_use]
    pub fn max_body_bytes(mut self, max: usize) -> Self {
        self.max_body_bytes = max;
        self
    }

    /// How often a call is sent, and how long the pauses are; [`Retry::default`] unless said.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// How many calls a minute go to a group of operations, in place of what the operation table
    /// says; `None`: as many as come. Calls beyond wait for their turn, within their time limit.
    ///
    /// The bank counts a client's calls together: copies of a program share its limit.
    #[must_use]
    pub fn calls_per_minute(mut self, group: &str, calls: Option<u32>) -> Self {
        self.calls_per_minute.insert(group.to_owned(), calls);
        self
    }
}
