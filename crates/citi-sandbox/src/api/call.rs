//! [`Call`]: a request, as it reaches the bank.

use std::collections::BTreeMap;
use std::sync::MutexGuard;

use http::HeaderMap;
use jiff::Timestamp;
use serde::de::DeserializeOwned;

use super::Query;
use crate::bank::{Bank, idempotency_key_missing, internal, invalid_body};
use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;

/// A request to an operation. Who calls, with which token and within which limits, and whether it has its
/// documented form, is settled.
pub(crate) struct Call<'a> {
    pub(crate) state: &'a State,
    /// The application's id.
    pub(crate) client_id: &'a str,
    /// Path parameter → value, decoded.
    pub(crate) values: &'a BTreeMap<&'a str, String>,
    pub(crate) query: &'a Query<'a>,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

impl<'a> Call<'a> {
    /// The bank, brought to the sandbox's time, and what time that is. One request has it at a time: it is to be
    /// dropped before an answer is written.
    pub(super) fn bank(&self) -> (MutexGuard<'a, Bank>, Timestamp) {
        let mut bank = lock(&self.state.bank);
        let now = bank.advance_to(self.state.clock.now());
        (bank, now)
    }

    /// A value in the path.
    pub(super) fn value(&self, name: &str) -> Result<&'a str, Refusal> {
        // To ask for another name is a defect of the sandbox.
        self.values
            .get(name)
            .map(String::as_str)
            .ok_or_else(internal)
    }

    /// The key of a write.
    pub(super) fn key(&self) -> Result<&'a str, Refusal> {
        self.headers
            .get("idempotency-key")
            .and_then(|key| key.to_str().ok())
            .filter(|key| !key.is_empty())
            .ok_or_else(idempotency_key_missing)
    }

    /// The body. What is wrong with it is said by place alone: it may hold account numbers.
    pub(super) fn body<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_json::from_slice(self.body).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let issue = format!("is not as documented at line {line}, column {column}");
            invalid_body(None, &issue)
        })
    }
}
