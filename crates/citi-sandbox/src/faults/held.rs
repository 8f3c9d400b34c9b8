//! [`Held`]: a write that is still being worked on, as far as its client can see.

use http::StatusCode;

use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;

/// A write: its client, its operation and its key.
pub(super) type Write = (String, String, String);

/// Holds the key of a write while its answer is slow: until then another request under it is refused, as it
/// is by a bank that still works on the first.
pub(crate) struct Held<'a> {
    state: &'a State,
    write: Write,
}

impl<'a> Held<'a> {
    /// Holds a key until this is dropped.
    pub(crate) fn new(state: &'a State, client: &str, operation: &str, key: &str) -> Self {
        let write = (client.to_owned(), operation.to_owned(), key.to_owned());
        lock(&state.faults).hold(write.clone());
        Self { state, write }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        lock(&self.state.faults).let_go(&self.write);
    }
}

/// Refuses a write whose key is held.
///
/// # Errors
/// `REQUEST_IN_PROGRESS`.
pub(crate) fn check_held(
    state: &State,
    client: &str,
    operation: &str,
    key: Option<&str>,
) -> Result<(), Refusal> {
    let Some(key) = key else {
        return Ok(());
    };
    let write = (client.to_owned(), operation.to_owned(), key.to_owned());
    match lock(&state.faults).is_held(&write) {
        false => Ok(()),
        true => Err(Refusal::new(
            StatusCode::CONFLICT,
            "REQUEST_IN_PROGRESS",
            "The first request with this key is still being worked on.",
        )),
    }
}
