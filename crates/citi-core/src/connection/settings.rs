//! What a connection is set to.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::address::Address;
use super::randomness::Randomness;
use super::supplied::Supplied;
use super::transport::Transport;

/// What all copies of a connection share.
pub(crate) struct Settings {
    pub(crate) address: Address,
    /// `Bearer …`, marked sensitive.
    pub(crate) authorization: Option<HeaderValue>,
    pub(crate) supplied: Supplied,
    pub(crate) attempt_timeout: Duration,
    pub(crate) call_timeout: Duration,
    pub(crate) user_agent: HeaderValue,
    pub(crate) max_body_bytes: usize,
    pub(crate) request_id_header: Option<HeaderName>,
    pub(crate) randomness: Arc<dyn Randomness>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) http: reqwest::Client,
}
