//! JSON text from nodes: indented, numbers as the document writes them.

use crate::load::{Entry, Node, Span, Value};

/// A value as JSON, two blanks a level.
pub(super) fn pretty(node: &Node) -> String {
    let mut out = String::new();
    write(node, 0, &mut out);
    out
}

fn write(node: &Node, depth: usize, out: &mut String) {
    match &node.value {
        Value::Mapping(entries) if !entries.is_empty() => {
            out.push('{');
            for (at, entry) in entries.iter().enumerate() {
                line(at, depth, out);
                out.push_str(&string(&entry.key));
                out.push_str(": ");
                write(&entry.value, depth + 1, out);
            }
            end(depth, '}', out);
        }
        Value::Sequence(items) if !items.is_empty() => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                line(at, depth, out);
                write(item, depth + 1, out);
            }
            end(depth, ']', out);
        }
        _ => out.push_str(&node.to_json()),
    }
}

fn line(at: usize, depth: usize, out: &mut String) {
    if at > 0 {
        out.push(',');
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth + 1));
}

fn end(depth: usize, sign: char, out: &mut String) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(sign);
}

/// A text as JSON, which is also a text in JavaScript.
pub(super) fn string(text: &str) -> String {
    Node::string(text, Span::default()).to_json()
}

/// A node that no document holds.
pub(super) fn made(value: Value) -> Node {
    Node::new(value, Span::default())
}

/// An object of members in this order.
pub(super) fn object(members: impl IntoIterator<Item = (String, Node)>) -> Node {
    let entry = |(key, value)| Entry {
        key,
        key_span: Span::default(),
        value,
    };
    made(Value::Mapping(members.into_iter().map(entry).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_order_stay() {
        let node = object([
            ("b".to_owned(), made(Value::Number("1250.00".to_owned()))),
            (
                "a".to_owned(),
                made(Value::Sequence(vec![made(Value::Null)])),
            ),
            ("c".to_owned(), made(Value::Sequence(Vec::new()))),
        ]);
        assert_eq!(
            pretty(&node),
            "{\n  \"b\": 1250.00,\n  \"a\": [\n    null\n  ],\n  \"c\": []\n}"
        );
    }
}
