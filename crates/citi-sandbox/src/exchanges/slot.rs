//! [`Slot`]: how the record of a request comes to whoever keeps it whole.

use std::sync::{Arc, Mutex};

use crate::gate::RequestRecord;
use crate::lock::lock;

/// Where the record of a request is left, in the extensions of the request: an answer may never come, if
/// the connection is cut.
#[derive(Clone, Default)]
pub(crate) struct Slot(Arc<Mutex<Option<Arc<RequestRecord>>>>);

impl Slot {
    /// Leaves the record.
    pub(crate) fn put(&self, record: Arc<RequestRecord>) {
        *lock(&self.0) = Some(record);
    }

    /// Takes the record, if there is one.
    pub(super) fn take(&self) -> Option<Arc<RequestRecord>> {
        lock(&self.0).take()
    }
}
