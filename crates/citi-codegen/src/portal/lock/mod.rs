//! `specs/portal.lock`: which text of each document the crates are made from.

#[expect(clippy::module_inception, reason = "the noun has a file of its own")]
mod lock;
mod locked;
mod pinned;

pub use lock::Lock;
pub use locked::Locked;
pub use pinned::{LockError, Pinned, read_pinned};

/// The SHA-256 of some bytes, as lower-case hexadecimal digits.
///
/// ```
/// let digest = citi_codegen::portal::lock::sha256(b"");
/// assert!(digest.starts_with("e3b0c44298fc1c14"));
/// ```
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    use std::fmt::Write;
    sha2::Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string can't fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
