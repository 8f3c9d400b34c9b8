//! How much a document may ask of this machine.

/// How much a document may ask of this machine.
///
/// The defaults are far above every description met in the wild (the largest known ones
/// have some ten megabytes, half a million nodes and less than forty levels) and low
/// enough that a hostile document ends in an error and not in a full memory or stack.
///
/// ```
/// use citi_codegen::load::{Limits, codes, load_with};
/// let shallow = Limits { depth: 2, ..Limits::default() };
/// let refused = load_with("deep.json", br#"{"a":{"b":{}}}"#, &shallow).unwrap_err();
/// assert_eq!(refused.findings()[0].code, codes::TOO_DEEP);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The size of a document in bytes, and of its text once aliases are written out:
    /// 256 MiB.
    pub bytes: usize,
    /// How many mappings and sequences may stand within each other: 120. The stages after
    /// this one walk the tree recursively, and `serde_json` reads no more than 127 levels.
    pub depth: usize,
    /// How many nodes (mappings, sequences, scalars) a tree may have, each alias counted
    /// with all that it stands for: 5 million.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 256 * 1024 * 1024,
            depth: 120,
            nodes: 5_000_000,
        }
    }
}
