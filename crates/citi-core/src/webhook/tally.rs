//! [`Tally`]: each delivery is counted once.

use super::WebhookError;
use crate::observe::Record;

/// The verdict on one delivery, counted when it is said; one that was dropped before is counted as such.
#[derive(Debug)]
pub(super) struct Tally {
    open: bool,
}

impl Tally {
    pub(super) fn new() -> Self {
        Self { open: true }
    }

    /// It was handled.
    pub(super) fn accepted(self) {
        self.settle("accepted");
    }

    /// The program refused it.
    pub(super) fn refused(self) {
        self.settle("refused");
    }

    /// It is not handled, for this reason, which the log has too.
    pub(super) fn failed(self, error: &WebhookError) {
        if error.is_duplicate() || error.is_busy() {
            tracing::debug!(%error, "a delivery to the webhook came again");
        } else {
            tracing::warn!(%error, "a delivery to the webhook is not taken");
        }
        self.settle(error.verdict());
    }

    fn settle(mut self, verdict: &'static str) {
        self.open = false;
        Record::Webhook(verdict).count();
    }
}

impl Drop for Tally {
    fn drop(&mut self) {
        if self.open {
            Record::Webhook("dropped").count();
        }
    }
}
