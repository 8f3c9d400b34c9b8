//! [`Slot`]: how the record of a request comes to whoever keeps it whole.

use std::sync::{Arc, Mutex};

use crate::gate::Recorded;
use crate::lock::lock;

/// Where the record of a request is left: an answer may never come, if the connection is cut.
#[derive(Clone, Default)]
pub(crate) struct Slot(Arc<Mutex<Option<Arc<Recorded>>>>);

impl Slot {
    /// Leaves the record.
    pub(crate) fn put(&self, record: Arc<Recorded>) {
        *lock(&self.0) = Some(record);
    }

    /// Takes the record, if there is one.
    pub(super) fn take(&self) -> Option<Arc<Recorded>> {
        lock(&self.0).take()
    }
}
