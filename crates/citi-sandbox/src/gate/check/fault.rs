//! [`Fault`]: what is wrong, and where.

/// What is wrong with a value, and where. It never quotes the value, which may be an account number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The path of properties with dots between them; empty: the value as a whole.
    pub(crate) field: String,
    /// What is wrong, in words that go on from the field's name.
    pub(crate) issue: String,
}
