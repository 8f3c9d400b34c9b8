//! Journeys of a program through the facade, against a bank in this process.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what breaks"
)]

mod canary;
mod clock;
mod gateway;
mod limits;
mod paging;
mod payments;
mod prepared;
mod rates;
mod refusals;
mod settling;
mod tls;
mod tokens;
mod webhooks;
mod world;
