//! [`Waiting`]: an event that waits for a webhook.

use axum::body::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::faults::{FaultKind, Hit};
use crate::image::utf8;

/// An event that waits for a webhook.
#[derive(Serialize, Deserialize)]
pub(super) struct Waiting {
    pub(super) event_id: String,
    pub(super) kind: String,
    #[serde(with = "utf8")]
    pub(super) body: Bytes,
    pub(super) due: Timestamp,
    pub(super) first: Option<Timestamp>,
    pub(super) attempts: u32,
    pub(super) by_hand: bool,
    /// What went wrong when it was put here.
    pub(super) fault: Option<Hit>,
    /// It was delivered, and is sent once more.
    pub(super) again: bool,
}

impl Waiting {
    /// Whether it lets an event pass before it that happened at a moment.
    pub(super) fn gives_way(&self, at: Timestamp) -> bool {
        let kind = self.fault.as_ref().map(|hit| hit.fault.kind());
        kind == Some(FaultKind::OutOfOrder) && at <= self.due
    }
}
