//! What every handler begins with: the bank, its time, the request's key and body.

use std::sync::{MutexGuard, PoisonError};

use http::HeaderMap;
use jiff::Timestamp;
use serde::de::DeserializeOwned;

use crate::bank::{Bank, idempotency_key_missing, invalid_body};
use crate::refusal::Refusal;
use crate::state::State;

/// The bank, brought to the sandbox's time, and what time that is. One request has it at a time: it is to be dropped
/// before an answer is written.
pub(super) fn bank(state: &State) -> (MutexGuard<'_, Bank>, Timestamp) {
    let mut bank = state.bank.lock().unwrap_or_else(PoisonError::into_inner);
    let now = bank.advance_to(state.clock.now());
    (bank, now)
}

/// The key of a write.
pub(super) fn key(headers: &HeaderMap) -> Result<&str, Refusal> {
    headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok())
        .filter(|key| !key.is_empty())
        .ok_or_else(idempotency_key_missing)
}

/// A body. What is wrong with it is said by place alone: it may hold account numbers.
pub(super) fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let issue = format!("is not as documented at line {line}, column {column}");
        invalid_body(None, &issue)
    })
}
