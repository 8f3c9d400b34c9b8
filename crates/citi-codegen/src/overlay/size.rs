//! How large and how deep a document may become by updates.

use super::location::Location;
use crate::load::{Limits, Node, weigh};

/// An upper bound of what the tree holds: removals do not lower it.
pub(super) struct Size {
    nodes: usize,
    text: usize,
}

impl Size {
    pub(super) fn of(root: &Node) -> Self {
        let weight = weigh(root);
        Self {
            nodes: weight.nodes,
            text: weight.text,
        }
    }

    /// Counts `update` once for each location; says no, and counts nothing, if that is more
    /// than `limits` allow.
    pub(super) fn grow(&mut self, locations: &[Location], update: &Node, limits: &Limits) -> bool {
        let weight = weigh(update);
        let added = |each: usize| each.saturating_mul(locations.len());
        let after = Self {
            nodes: self.nodes.saturating_add(added(weight.nodes)),
            text: self.text.saturating_add(added(weight.text)),
        };
        let deepest = locations.iter().map(Vec::len).max().unwrap_or(0);
        // A list holds its new entry one level below itself.
        let depth = deepest + 1 + weight.height;
        if depth > limits.depth || after.nodes > limits.nodes || after.text > limits.bytes {
            return false;
        }
        *self = after;
        true
    }
}
