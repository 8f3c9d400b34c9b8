//! [`Attempt`]: an attempt with what was sent and what came back.

use std::time::Duration;

use axum::body::Bytes;
use serde::{Deserialize, Serialize};

use super::DeliveryRecord;

/// An attempt to deliver an event, with what was seen of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Attempt {
    pub(crate) record: DeliveryRecord,
    /// `None` once it is too old to be kept whole, or was brought back from an image.
    #[serde(skip)]
    pub(crate) seen: Option<Seen>,
}

/// What was sent, and what came back.
#[derive(Clone)]
pub(crate) struct Seen {
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
    /// From the first byte out to the head of the answer, by the machine's own time.
    pub(crate) took: Duration,
    pub(crate) answer: Option<Answer>,
}

/// What an endpoint answered; its status stands in the record.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) headers: Vec<(String, String)>,
    /// Its beginning.
    pub(crate) body: Vec<u8>,
}

impl std::fmt::Debug for Seen {
    /// An address may hold a token, and bodies speak of customers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seen")
    }
}
