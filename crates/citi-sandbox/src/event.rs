//! [`Event`]: what the bank tells an application of.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::image::{Word, word};

/// Something that happened, as the bank sends it to the webhooks of an application.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Event {
    /// Its id, the same each time it is sent: `evt-…`.
    pub(crate) id: String,
    /// Its type: `payment.completed`.
    #[serde(deserialize_with = "word")]
    pub(crate) kind: Word,
    /// When it happened, by the bank's clock.
    pub(crate) created_at: Timestamp,
    /// The client id of the application that is told; `None`: each that has access to the customer.
    pub(crate) client_id: Option<String>,
    /// What happened: JSON text, so that every digit stays.
    pub(crate) data: Box<RawValue>,
}
