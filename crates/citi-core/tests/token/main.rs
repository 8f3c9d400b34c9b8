//! Tokens: asked for once, replaced in time, asked for anew when refused, and never shown.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

#[path = "../common/mod.rs"]
mod common;
mod endpoint;
mod refused;
mod replaced;
mod shared;
mod source;

use citi_core::{ClientCredentials, ConnectionBuilder};

use crate::common::Bank;

pub(crate) fn credentials() -> ClientCredentials {
    ClientCredentials::new("https://bank.example/token", "client-1", "s3cret")
        .scopes(["accounts:read", "payments:write"])
}

pub(crate) fn builder(bank: &Bank) -> ConnectionBuilder {
    bank.builder().credentials(credentials())
}

pub(crate) fn bearers(bank: &Bank) -> Vec<String> {
    let calls = bank.calls();
    let bearers = calls.iter().map(|call| call.header("authorization"));
    bearers
        .map(|bearer| bearer.unwrap_or("none").to_owned())
        .collect()
}
