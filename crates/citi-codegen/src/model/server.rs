//! Where an API is served.

/// A base address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The address, variables replaced by their defaults, blanks and the slash at the end
    /// taken away; may be relative (`/v1`) or empty.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
}
