//! [`Spot`]: where something waits.

use jiff::Timestamp;

/// A webhook, and a place in its row.
pub(super) type Place = (String, i64);
/// A webhook, when it is sent something again, and a number.
pub(super) type Due = (String, Timestamp, u64);

/// Where something waits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    First(Place),
    Again(Due),
}

impl Spot {
    pub(super) fn webhook_id(&self) -> &str {
        match self {
            Self::First((webhook_id, _)) | Self::Again((webhook_id, _, _)) => webhook_id,
        }
    }
}
