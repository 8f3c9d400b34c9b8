//! [`Customer`]: who has accounts and cards here.

/// Who has accounts and cards here.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    pub(crate) id: String,
    /// Whether they have given the applications of the sandbox access.
    pub(crate) consents: bool,
}
