//! [`Job`]: an event that is to be sent now.

use axum::body::Bytes;
use jiff::Timestamp;

use super::spot::Spot;

/// An event that is to be sent now.
pub(in crate::webhooks) struct Job {
    pub(in crate::webhooks) client_id: String,
    pub(in crate::webhooks) event_id: String,
    pub(in crate::webhooks) kind: String,
    pub(in crate::webhooks) body: Bytes,
    /// When it was due, by the sandbox's clock, which may have jumped on since.
    pub(in crate::webhooks) at: Timestamp,
    /// It was delivered, and is sent once more.
    pub(in crate::webhooks) again: bool,
    /// Where it waits until it is [done](super::Queues::done).
    pub(super) spot: Spot,
    /// The age of the queues.
    pub(in crate::webhooks) age: u64,
}

impl Job {
    pub(in crate::webhooks) fn webhook_id(&self) -> &str {
        self.spot.webhook_id()
    }
}
