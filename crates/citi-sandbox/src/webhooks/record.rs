//! [`EventRecord`] and [`DeliveryRecord`]: an event, and an attempt to deliver it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// An attempt to deliver an event. It names neither the address, which may hold a token, nor what the
/// event says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeliveryRecord {
    /// Its id, to be sent again by: `dlv-1`.
    pub id: String,
    /// When it ended, by the sandbox's clock.
    pub at: Timestamp,
    /// The application that is told.
    pub client_id: String,
    /// The webhook that it was sent to.
    pub webhook_id: String,
    /// The event's id.
    pub event_id: String,
    /// The event's type: `payment.completed`.
    pub event_type: String,
    /// Which attempt at this event it was; the first is 1.
    pub attempt: u32,
    /// The status of the answer, if one came.
    pub status: Option<u16>,
    /// Why no answer came.
    pub error: Option<String>,
    /// Whether the answer was one from 200 to 299, with which an event is delivered.
    pub delivered: bool,
    /// The fault that it met: `fault-1; kind=wrongly-signed`.
    pub fault: Option<String>,
    /// When it is sent again; `None` once it is delivered or given up.
    pub next_at: Option<Timestamp>,
    /// Whether somebody asked for it, beside the schedule.
    pub by_hand: bool,
}

/// An event that the bank told of, whoever wanted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventRecord {
    /// Its id, the same each time it is sent.
    pub id: String,
    /// Its type: `payment.completed`.
    pub event_type: String,
    /// When it happened, by the sandbox's clock.
    pub at: Timestamp,
    /// The application that is told; `None`: each that has access to the customer.
    pub client_id: Option<String>,
    /// Whether somebody asked for it, to try a webhook: nothing happened in the bank.
    pub test: bool,
}
