//! How long, how large, how often.

use std::sync::Arc;
use std::time::Duration;

use super::ConnectionBuilder;
use crate::{RateLimiter, Retry};

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

    /// How many calls of a group may wait for their turn at once; 10,000 unless said. One more is an
    /// error at once ([`Error::is_queue_full`](crate::Error::is_queue_full)).
    ///
    /// 10,000 is ten minutes of what the bank takes of a group: whoever comes behind them would not
    /// get its turn within any usual time limit, and would only use memory until then.
    #[must_use]
    pub fn max_waiting_calls(mut self, calls: usize) -> Self {
        self.max_waiting_calls = calls;
        self
    }

    /// What says when a call may go: for limits that several connections or processes share;
    /// [`LocalRateLimiter`](crate::LocalRateLimiter) unless said.
    #[must_use]
    pub fn rate_limiter(mut self, limiter: impl RateLimiter + 'static) -> Self {
        self.rate_limiter = Some(Arc::new(limiter));
        self
    }
}
