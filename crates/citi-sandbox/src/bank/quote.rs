//! [`Quote`]: a rate that the bank stands by for a short time.

use citi_core::Number;
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Money, money};
use crate::image::text;

/// For how long the bank stands by a quote.
pub(super) const OPEN: SignedDuration = SignedDuration::from_secs(30);
/// For how long a quote can be asked for.
pub(super) const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What is to be exchanged: `QuoteRequest`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QuoteOrder {
    pub(crate) sell_currency: String,
    pub(crate) buy_currency: String,
    pub(crate) fixed_side: Side,
    pub(crate) amount: Number,
}

/// Which amount is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Side {
    /// What the client gives.
    Sell,
    /// What the client gets.
    Buy,
}

/// Whether the bank stands by it. No operation strikes a deal, so that none is ever `USED`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum QuoteStatus {
    Open,
    Expired,
}

/// A rate that the bank stands by for a short time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Quote {
    pub(crate) id: String,
    /// The client that asked for it.
    pub(crate) client: String,
    #[serde(with = "money::whole")]
    pub(crate) sell: Money,
    #[serde(with = "money::whole")]
    pub(crate) buy: Money,
    pub(crate) fixed_side: Side,
    /// Bought currency for one unit of the sold one.
    #[serde(with = "text")]
    pub(crate) rate: Decimal,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

impl Quote {
    /// How it stands at a moment.
    pub(crate) fn status(&self, now: Timestamp) -> QuoteStatus {
        match now < self.expires_at {
            true => QuoteStatus::Open,
            false => QuoteStatus::Expired,
        }
    }
}
