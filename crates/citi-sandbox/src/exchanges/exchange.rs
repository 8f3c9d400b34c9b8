//! [`Exchange`]: a request and its answer.

use std::sync::Arc;
use std::time::Duration;

use super::Head;
use super::tape::Tape;
use crate::gate::Recorded;

/// A request and its answer, as they were on the wire. What of it is shown goes through the masks.
#[derive(Clone)]
pub(crate) struct Exchange {
    /// Which one it was; the first is 1.
    pub(crate) number: u64,
    pub(crate) record: Arc<Recorded>,
    /// From the head of the request to that of the answer, by the machine's own time.
    pub(crate) took: Duration,
    pub(crate) query: String,
    pub(crate) asked: Head,
    pub(crate) asked_body: Tape,
    pub(crate) answered: Head,
    pub(crate) answered_body: Tape,
}

impl std::fmt::Debug for Exchange {
    /// It holds tokens and account numbers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Exchange").field(&self.number).finish()
    }
}
