//! A stand-in until the platform's has landed.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};

use crate::bank::Bank;

pub(crate) struct VirtualClock(Mutex<Timestamp>);

impl VirtualClock {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    pub(crate) fn now(&self) -> Timestamp {
        *self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(crate) fn advance(&self, by: SignedDuration) {
        *self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) += by;
    }
}

pub(crate) struct State {
    pub(crate) clock: VirtualClock,
    pub(crate) bank: Mutex<Bank>,
}

#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) client_id: String,
    pub(crate) application_name: String,
}
