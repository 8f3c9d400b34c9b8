//! What stands in the rows.

use crate::image::{Contents, ImageError, Origin};
use crate::lock::lock;
use crate::state::State;
use crate::table::{Changes, Reader};
use crate::tls::Kept as Keys;

/// A sandbox that was kept.
pub(super) struct Kept {
    pub(super) origin: Origin,
    pub(super) contents: Contents,
    pub(super) port: u16,
    pub(super) keys: Option<Keys>,
}

impl Kept {
    /// What the rows hold; `None` if they hold nothing.
    ///
    /// # Errors
    /// They do not fit together.
    pub(super) fn read(from: &Reader) -> Result<Option<Self>, ImageError> {
        if from.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self {
            origin: from.single("origin")?,
            port: from.single("port")?,
            contents: Contents::read(from)?,
            keys: from.single_or_none("tls")?,
        }))
    }
}

/// What changed in a sandbox at a port since this was last asked.
pub(super) fn changes(state: &State, port: u16) -> Changes {
    let mut changes = state.changes();
    let origin = lock(&state.origin).clone();
    changes.single("origin", &origin);
    changes.single("port", &port);
    if let Some(keys) = state.tls.as_ref() {
        changes.single("tls", &keys.kept());
    }
    changes
}
