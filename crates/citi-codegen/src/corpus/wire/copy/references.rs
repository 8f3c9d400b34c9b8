//! References that lead nowhere.

use super::change::{Change, below};
use super::find::resolve;
use crate::load::{Node, Value};

const REASON: &str =
    "the mock does not start on a reference that leads nowhere: \"MissingPointerError\"";

/// Puts `{}` in the place of references that lead nowhere in the document, or out of it.
pub(super) fn without_dangling(document: &mut Node) -> Vec<Change> {
    let whole = document.clone();
    let mut changes = Vec::new();
    walk(&whole, document, "", &mut changes);
    changes
}

fn walk(whole: &Node, node: &mut Node, pointer: &str, changes: &mut Vec<Change>) {
    let dangling = node
        .get("$ref")
        .is_some_and(|reference| match reference.as_str() {
            Some(text) => resolve(whole, text).is_none(),
            // A property of this name holds a schema.
            None => reference.is_null(),
        });
    if dangling {
        *node = Node::object([]);
        let pointer = pointer.to_owned();
        changes.push(Change::new(
            pointer,
            "`{}` stands for the reference",
            REASON,
        ));
        return;
    }
    match &mut node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                if !["example", "examples"].contains(&entry.key.as_str()) {
                    walk(
                        whole,
                        &mut entry.value,
                        &below(pointer, &entry.key),
                        changes,
                    );
                }
            }
        }
        Value::Sequence(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                walk(whole, item, &below(pointer, &index.to_string()), changes);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::exact::parse;

    #[test]
    fn only_references_that_lead_nowhere_go() {
        let text = r##"{
            "a": {"$ref": "#/definitions/Error%2d401"}, "b": {"$ref": "#/definitions/Gone"},
            "c": [{"$ref": "other.yaml#/X"}], "example": {"$ref": "#/free"},
            "definitions": {"Error-401": {"type": "string"}}
        }"##;
        let mut after = parse(text).unwrap();
        let changes = without_dangling(&mut after);
        let places: Vec<_> = changes.iter().map(|c| c.pointer.as_str()).collect();
        assert_eq!(places, ["/b", "/c/0"]);
        assert!(after.to_json().contains("Error%2d401"));
        assert!(after.to_json().contains("#/free"));
    }
}
