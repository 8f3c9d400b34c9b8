//! Names of path parameters that the mock can't find in an address.

use super::change::{Change, below};
use super::find::target;
use crate::load::{Node, Value};

const REASON: &str = "the mock never matches a path parameter with a dot or a colon in its name: \
     \"Route not resolved, no path matched\", \"Request path must have required property\"";

/// The characters that the mock does not match.
const UNMATCHED: [char; 2] = ['.', ':'];

const NO_PLACE: &str = "the mock refuses every call, whose path has no place for this parameter: \
     \"Request path must have required property\"";

/// Writes `_` for `.` and `:` in names of path parameters: they do not travel.
pub(super) fn without_punctuation(document: &mut Node) -> Vec<Change> {
    let mut changes = Vec::new();
    let Some(Value::Mapping(paths)) = document.get_mut("paths").map(|paths| &mut paths.value)
    else {
        return changes;
    };
    for path in paths {
        let better = renamed(&path.key);
        if better != path.key {
            let change = format!("it is called `{better}`");
            changes.push(Change::new(below("/paths", &path.key), change, REASON));
            path.key = better;
        }
    }
    if !changes.is_empty() {
        parameters(document);
    }
    changes
}

/// Takes parameters away that their path has no place for: nothing can send them.
pub(super) fn without_placeless(document: &mut Node) -> Vec<Change> {
    let whole = document.clone();
    let mut changes = Vec::new();
    let Some(Value::Mapping(paths)) = document.get_mut("paths").map(|paths| &mut paths.value)
    else {
        return changes;
    };
    for path in paths {
        let pointer = below("/paths", &path.key);
        let template = path.key.clone();
        sift(&whole, &mut path.value, &template, &pointer, &mut changes);
        if let Value::Mapping(operations) = &mut path.value.value {
            for operation in operations {
                let pointer = below(&pointer, &operation.key);
                sift(
                    &whole,
                    &mut operation.value,
                    &template,
                    &pointer,
                    &mut changes,
                );
            }
        }
    }
    changes
}

fn sift(whole: &Node, holder: &mut Node, template: &str, pointer: &str, changes: &mut Vec<Change>) {
    let Some(Value::Sequence(parameters)) =
        holder.get_mut("parameters").map(|list| &mut list.value)
    else {
        return;
    };
    parameters.retain(|parameter| {
        let declared = target(whole, parameter);
        let word = |key: &str| declared.get(key).and_then(Node::as_str).unwrap_or_default();
        let placeless =
            word("in") == "path" && !template.contains(&format!("{{{}}}", word("name")));
        if placeless {
            changes.push(Change::new(
                below(pointer, "parameters"),
                format!("the path parameter `{}` is left out", word("name")),
                NO_PLACE,
            ));
        }
        !placeless
    });
}

fn renamed(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .map(|c| {
            inside = c == '{' || inside && c != '}';
            if inside && UNMATCHED.contains(&c) {
                '_'
            } else {
                c
            }
        })
        .collect()
}

fn parameters(node: &mut Node) {
    if node.get("in").and_then(Node::as_str) == Some("path")
        && let Some(name) = node.get_mut("name")
        && let Value::String(text) = &mut name.value
    {
        *text = text.replace(UNMATCHED, "_");
    }
    match &mut node.value {
        Value::Mapping(entries) => entries.iter_mut().for_each(|e| parameters(&mut e.value)),
        Value::Sequence(items) => items.iter_mut().for_each(parameters),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::exact::parse;

    #[test]
    fn a_parameter_without_a_place_goes() {
        let text = r##"{"paths":{"/{a}":{"parameters":[{"$ref":"#/b"}],"get":{"parameters":[{"name":"a","in":"path"},{"name":"b","in":"query"}]}}},"b":{"name":"b","in":"path"}}"##;
        let mut after = parse(text).unwrap();
        let changes = without_placeless(&mut after);
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].pointer, "/paths/~1{a}/parameters");
        let wanted = text.replace(r##"[{"$ref":"#/b"}]"##, "[]");
        assert_eq!(after.to_json(), wanted);
    }

    #[test]
    fn a_name_keeps_its_dots_and_colons_everywhere_but_in_a_path() {
        let text = r#"{"paths":{"/v1.0/{a.b}/c:{a.b}":{"get":{"parameters":[{"name":"a.b","in":"path"},{"name":"c.d","in":"query"}]}}}}"#;
        let mut after = parse(text).unwrap();
        assert_eq!(without_punctuation(&mut after).len(), 1);
        let wanted = text.replace("a.b", "a_b");
        assert_eq!(after.to_json(), wanted);
        let mut colon = parse(&text.replace("a.b", "a:")).unwrap();
        assert_eq!(without_punctuation(&mut colon).len(), 1);
        assert_eq!(colon.to_json(), text.replace("a.b", "a_"));
    }
}
