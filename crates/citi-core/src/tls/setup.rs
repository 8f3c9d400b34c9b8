//! [`TlsSetup`]: what was said of TLS.

use std::sync::Arc;

use super::{Identity, PinMismatch, PinSet, Roots};

/// Who is told of keys that are no pins.
pub(crate) type PinReport = Arc<dyn Fn(&PinMismatch) + Send + Sync>;

/// What was said of TLS.
#[derive(Clone, Default)]
pub(crate) struct TlsSetup {
    pub(crate) roots: Roots,
    pub(crate) pins: Vec<PinSet>,
    pub(crate) report: Option<PinReport>,
    pub(crate) identity: Option<Identity>,
    pub(crate) http1_only: bool,
}
