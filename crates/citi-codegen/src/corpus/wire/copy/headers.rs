//! Headers of answers that are objects or lists.

use super::change::{Change, below};
use super::find::target;
use crate::load::{Node, Value};

const REASON: &str = "the mock's process ends when it checks an answer of its own that lacks this header: \
     \"TypeError: Cannot read properties of null (reading 'split')\"";

/// What is no place of an answer, though a word in it may be `headers`.
const ELSEWHERE: [&str; 8] = [
    "schema",
    "schemas",
    "definitions",
    "example",
    "examples",
    "parameters",
    "requestBody",
    "requestBodies",
];

/// Takes headers of answers away whose value is an object or a list.
pub(super) fn without_structured(document: &mut Node) -> Vec<Change> {
    let whole = document.clone();
    let mut changes = Vec::new();
    walk(&whole, document, "", &mut changes);
    changes
}

fn walk(whole: &Node, node: &mut Node, pointer: &str, changes: &mut Vec<Change>) {
    match &mut node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                if ELSEWHERE.contains(&entry.key.as_str()) || entry.key.starts_with("x-") {
                    continue;
                }
                let pointer = below(pointer, &entry.key);
                if entry.key == "headers" {
                    take_away(whole, &mut entry.value, &pointer, changes);
                } else {
                    walk(whole, &mut entry.value, &pointer, changes);
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

fn take_away(whole: &Node, headers: &mut Node, pointer: &str, changes: &mut Vec<Change>) {
    let structured: Vec<String> = headers
        .entries()
        .iter()
        .filter(|entry| is_structured(whole, &entry.value))
        .map(|entry| entry.key.clone())
        .collect();
    for name in structured {
        headers.remove(&name);
        changes.push(Change::new(
            below(pointer, &name),
            "this header of an answer is left out",
            REASON,
        ));
    }
}

fn is_structured(whole: &Node, header: &Node) -> bool {
    let header = target(whole, header);
    let schema = header
        .get("schema")
        .map_or(header, |schema| target(whole, schema));
    let ty = schema.get("type").and_then(Node::as_str);
    matches!(ty, Some("object" | "array"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::exact::parse;

    #[test]
    fn only_headers_of_answers_that_are_no_scalars_go() {
        let text = r##"{
            "paths": {"/a": {"get": {
                "parameters": [{"name": "headers", "schema": {"properties": {"headers": {"x": {"type": "object"}}}}}],
                "responses": {"200": {"headers": {
                    "X-Plain": {"schema": {"type": "string"}},
                    "X-Deep": {"schema": {"$ref": "#/components/schemas/Deep"}},
                    "X-List": {"type": "array"}
                }}}
            }}},
            "components": {"schemas": {"Deep": {"type": "object", "headers": {"a": {"type": "object"}}}}}
        }"##;
        let before = parse(text).unwrap();
        let mut after = before.clone();
        let changes = without_structured(&mut after);
        let places: Vec<_> = changes.iter().map(|c| c.pointer.as_str()).collect();
        assert_eq!(
            places,
            [
                "/paths/~1a/get/responses/200/headers/X-Deep",
                "/paths/~1a/get/responses/200/headers/X-List"
            ]
        );
        let json = after.to_json();
        assert!(json.contains("X-Plain") && !json.contains("X-Deep") && !json.contains("X-List"));
        assert!(json.contains(r#""headers":{"a":{"type":"object"}}"#));
    }
}
