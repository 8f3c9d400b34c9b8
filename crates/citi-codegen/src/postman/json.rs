//! Nodes that no document holds.

use crate::load::{Node, Span, Value};

/// A text as JSON, which is also a text in JavaScript.
pub(super) fn string(text: &str) -> String {
    Node::string(text, Span::default()).to_json()
}

/// A node that no document holds.
pub(super) fn made(value: Value) -> Node {
    Node::new(value, Span::default())
}
