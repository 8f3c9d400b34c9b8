//! One difference between a document and the mock's copy of it.

use serde::Serialize;

/// One difference between a document and the copy of it that the mock gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Where, as a JSON Pointer into the document.
    pub pointer: String,
    /// What was done.
    pub change: String,
    /// What the mock makes of the document as it stands.
    pub reason: String,
}

impl Change {
    pub(super) fn new(
        pointer: String,
        change: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self {
            pointer,
            change: change.into(),
            reason: reason.into(),
        }
    }
}

/// A pointer one step deeper.
pub(super) fn below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn keys_are_escaped() {
        assert_eq!(below("/paths", "/a~b"), "/paths/~1a~0b");
    }
}
