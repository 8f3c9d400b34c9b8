//! Addresses that a document names.

/// An address that a document names, as a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressPlan {
    /// The Rust name of its constant: `SANDBOX`, `TOKEN_URL`.
    pub ident: String,
    /// The address.
    pub url: String,
    /// What it is for, cleaned; empty if the document does not say.
    pub docs: String,
}
