//! Which cursors were there before.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

/// The cursors of one list, as digests: a list may have very many pages, and a cursor may be long.
#[derive(Default)]
pub(super) struct Seen(BTreeSet<[u8; 32]>);

impl Seen {
    /// Remembers `cursor`; `false` if it was there before.
    pub(super) fn is_new(&mut self, cursor: &str) -> bool {
        self.0.insert(Sha256::digest(cursor.as_bytes()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_new_once() {
        let mut seen = Seen::default();
        assert!(seen.is_new("a") && seen.is_new("b"));
        assert!(!seen.is_new("a") && !seen.is_new("b"));
    }
}
