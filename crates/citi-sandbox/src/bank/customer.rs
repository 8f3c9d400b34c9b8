//! [`Customer`]: who has accounts and cards here.

/// Who has accounts and cards here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Customer {
    /// Whether they have given the applications of the sandbox access.
    pub(crate) consents: bool,
}
