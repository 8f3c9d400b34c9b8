//! [`Kept`]: keys that outlive the process.

use citi_core::Secret;
use serde::{Deserialize, Serialize};

/// Keys that outlive the process, as PEM.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) authority: String,
    pub(crate) authority_key: Secret,
    pub(crate) current: Secret,
    pub(crate) next: Secret,
}
