//! The bank and its developer portal, on this machine.
// Until the platform calls it.
#![allow(dead_code, unused_imports)]

mod api;
mod bank;
mod event;
mod refusal;
mod state;

pub use bank::{Balance, LedgerView};
