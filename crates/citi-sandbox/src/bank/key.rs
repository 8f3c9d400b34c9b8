//! [`Key`]: where something stands in a list.

use jiff::Timestamp;

/// Where something stands in a list: when it came about, and, of what came about at once, in which
/// order. It is given once and never changes, so that a list keeps its order while it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) at: Timestamp,
    pub(crate) number: u64,
}
