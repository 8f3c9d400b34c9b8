//! [`Payment`]: a payment and where it stands.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::payment_order::PaymentOrder;
use super::{Key, Money, money};
use crate::image::{Word, word};

/// How a payment travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Method {
    /// In the next run of the clearing house.
    Ach,
    /// At once, and final.
    Wire,
}

/// Where a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum PaymentStatus {
    Received,
    Validated,
    Processing,
    Completed,
    Rejected,
    Cancelled,
}

impl PaymentStatus {
    /// The status of these letters.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "RECEIVED" => Self::Received,
            "VALIDATED" => Self::Validated,
            "PROCESSING" => Self::Processing,
            "COMPLETED" => Self::Completed,
            "REJECTED" => Self::Rejected,
            "CANCELLED" => Self::Cancelled,
            _ => return None,
        })
    }

    /// Whether the bank still has the payment to itself, so that it can be called back.
    pub(crate) fn is_cancellable(self) -> bool {
        matches!(self, Self::Received | Self::Validated)
    }
}

/// Why a payment was rejected or cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reason {
    #[serde(deserialize_with = "word")]
    pub(crate) code: Word,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
}

impl Reason {
    pub(crate) fn new(code: &'static str, message: &str) -> Self {
        Self {
            code,
            message: Some(message.to_owned()),
        }
    }
}

/// A payment and where it stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Payment {
    /// When it was taken in, and where it stands in the list.
    pub(crate) key: Key,
    pub(crate) id: String,
    /// The client that ordered it.
    pub(crate) client: String,
    /// What it was ordered by; under its key the same is kept.
    pub(crate) order: Arc<PaymentOrder>,
    #[serde(with = "money::whole")]
    pub(crate) amount: Money,
    pub(crate) status: PaymentStatus,
    pub(crate) reason: Option<Reason>,
    /// The day on which it leaves, a working day.
    pub(crate) execution_date: Date,
    /// When it is handed to the network.
    pub(crate) leaves_at: Timestamp,
    /// When the network is done with it.
    pub(crate) settles_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) completed_at: Option<Timestamp>,
    /// What it holds back on the debtor's account.
    pub(crate) hold: Option<Key>,
}
