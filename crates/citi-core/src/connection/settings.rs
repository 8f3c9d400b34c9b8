//! What a connection is set to.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::authorization::Tokens;
use super::randomness::Randomness;
use super::supplied::Supplied;
use super::transport::Transport;
use crate::cache::Cache;
use crate::limit::Limiter;
use crate::{Clock, DeviationSink, Retry};

/// What all copies of a connection share, and all connections below it.
pub(crate) struct Settings {
    pub(crate) tokens: Tokens,
    pub(crate) supplied: Supplied,
    pub(crate) attempt_timeout: Duration,
    pub(crate) call_timeout: Duration,
    pub(crate) user_agent: HeaderValue,
    pub(crate) max_body_bytes: usize,
    pub(crate) request_id_header: Option<HeaderName>,
    pub(crate) retry: Retry,
    pub(crate) limiter: Limiter,
    pub(crate) cache: Cache,
    pub(crate) deviations: Option<Arc<dyn DeviationSink>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) randomness: Arc<dyn Randomness>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) http: reqwest::Client,
}
