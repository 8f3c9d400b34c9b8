//! [`Ending`]: a call from its beginning on, until somebody says how it ended.

use std::sync::Arc;
use std::time::Duration;

use tracing::Span;

use super::Record;
use super::span::{call_span, called};
use crate::answer::request_id;
use crate::error::Call;
use crate::support::answer::Parts;
use crate::{Clock, Error, Operation};

/// A call that has begun. One that is dropped before it ended is counted as such.
pub(crate) struct Ending {
    span: Span,
    operation: &'static Operation,
    clock: Arc<dyn Clock>,
    begun: Duration,
    open: bool,
}

impl Ending {
    pub(crate) fn begin(operation: &'static Operation, clock: &Arc<dyn Clock>) -> Self {
        Self {
            span: call_span(operation),
            operation,
            clock: Arc::clone(clock),
            begun: clock.elapsed(),
            open: true,
        }
    }

    /// What belongs to the call.
    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }

    /// It ended in an answer.
    pub(crate) fn answered(mut self, call: &Call, parts: &Parts) {
        self.open = false;
        let id = request_id(&parts.headers).or(call.request_id.as_deref());
        called(&self.span, call.attempts, call.from_cache, Ok(id));
        Record::Call(self.operation, Ok(parts.status), self.time()).count();
    }

    /// It ended in an error.
    pub(crate) fn failed(mut self, error: &Error) {
        self.open = false;
        called(&self.span, error.attempts(), false, Err(error));
        Record::Call(self.operation, Err(error), self.time()).count();
    }

    fn time(&self) -> Duration {
        self.clock.elapsed().saturating_sub(self.begun)
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        if self.open {
            self.span.record("error.type", "dropped");
            Record::Dropped(self.operation, self.time()).count();
        }
    }
}
