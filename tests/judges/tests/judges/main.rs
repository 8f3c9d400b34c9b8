//! The sandbox before judges of other makers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what breaks"
)]

mod authlib;
mod bank;
mod newman;
mod postman_schema;
mod schemathesis;
mod tools;
