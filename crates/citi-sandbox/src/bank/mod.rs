//! The bank itself: ledger, accounts, payments, cards, rates. It knows nothing of HTTP.

use jiff::Timestamp;

use crate::event::Event;

pub(crate) struct Bank;

/// The books.
#[derive(Clone, Debug, serde::Serialize)]
pub struct LedgerView {}

impl Bank {
    pub(crate) fn new(_seed: u64, _now: Timestamp) -> Self {
        Self
    }
    pub(crate) fn advance_to(&mut self, _now: Timestamp) {}
    pub(crate) fn take_events(&mut self) -> Vec<Event> {
        Vec::new()
    }
    pub(crate) fn ledger(&self) -> LedgerView {
        LedgerView {}
    }
}
