//! Writes that are kept before they are sent: they outlive a crash, and the bank does them once.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

#[path = "../common/mod.rs"]
mod common;
mod contents;
mod crash;
mod life;
mod outcome;
mod same;

use citi_core::support::answer::{self, Parts, json};
use citi_core::support::wire;
use citi_core::{Answer, CallOptions, Connection, Error, Json, Operation, Prepared};
use common::{Arrived, PAY};

pub(crate) const BODY: &str = r#"{"amount":12.50,"account":"123456789"}"#;

pub(crate) fn any(parts: &Parts) -> Result<Json, citi_core::DecodeError> {
    json(parts)
}

pub(crate) fn built(
    connection: &Connection,
    operation: &'static Operation,
    body: &str,
    options: CallOptions,
) -> wire::Built {
    let call = wire::call(connection, operation, options);
    let url = format!("{}{}", call.baseurl(), operation.path);
    let request = call
        .client()
        .post(url)
        .header("content-type", "application/json")
        .header("x-channel", "batch")
        .body(body.to_owned());
    Ok(call.ready(request.build()?))
}

pub(crate) async fn prepare(connection: &Connection) -> Prepared {
    let built = built(connection, &PAY, BODY, CallOptions::new());
    wire::prepare(built).await.unwrap()
}

pub(crate) async fn resume(
    connection: &Connection,
    record: &Prepared,
) -> Result<Answer<Json>, Error> {
    let built = wire::resume(connection, &PAY, CallOptions::new(), record);
    answer::call(built, any).await
}

/// What goes on the disk and comes back.
pub(crate) fn stored(record: &Prepared) -> Prepared {
    serde_json::from_str(&serde_json::to_string(record).unwrap()).unwrap()
}

pub(crate) fn key(arrived: &Arrived) -> &str {
    arrived.header("idempotency-key").unwrap()
}

pub(crate) async fn send(
    connection: &Connection,
    options: CallOptions,
    body: &str,
) -> Result<Answer<Json>, Error> {
    answer::call(built(connection, &PAY, body, options), any).await
}
