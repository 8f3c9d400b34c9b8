//! The nodes that values are made of.

use crate::load::{Node, Span, Value};

/// Members of both, the second's where both have one; the second alone if it is no object.
pub(super) fn merged(first: Option<Node>, second: Node) -> Node {
    match first {
        Some(mut whole) if whole.is_mapping() && second.is_mapping() => {
            for entry in second.entries() {
                whole.set(&entry.key, entry.value.clone());
            }
            whole
        }
        Some(whole) if !second.is_mapping() && whole.is_mapping() => whole,
        _ => second,
    }
}

pub(super) fn scalar(value: Value) -> Node {
    Node::new(value, Span::default())
}

pub(super) fn text(value: &str) -> Node {
    Node::string(value, Span::default())
}
