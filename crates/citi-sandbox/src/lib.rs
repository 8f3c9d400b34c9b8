//! The bank and its developer portal, on this machine.

mod api;
mod bank;
mod event;
mod refusal;
