//! [`Customer`]: who has accounts and cards here.

use serde::{Deserialize, Serialize};

/// Who has accounts and cards here.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Customer {
    /// Whether they have given the applications of the sandbox access.
    pub(crate) consents: bool,
}
