//! Names of path parameters that the mock can't find in an address.

use super::change::{Change, below};
use crate::load::{Node, Value};

const REASON: &str = "the mock never matches a path parameter with a dot in its name: \
     \"Route not resolved, no path matched\"";

/// Writes `_` for `.` in names of path parameters: they do not travel.
pub(super) fn without_dots(document: &mut Node) -> Vec<Change> {
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

fn renamed(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .map(|c| {
            inside = c == '{' || inside && c != '}';
            if inside && c == '.' { '_' } else { c }
        })
        .collect()
}

fn parameters(node: &mut Node) {
    if node.get("in").and_then(Node::as_str) == Some("path")
        && let Some(name) = node.get_mut("name")
        && let Value::String(text) = &mut name.value
    {
        *text = text.replace('.', "_");
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
    fn a_name_keeps_its_dots_everywhere_but_in_a_path() {
        let text = r#"{"paths":{"/v1.0/{a.b}/c":{"get":{"parameters":[{"name":"a.b","in":"path"},{"name":"c.d","in":"query"}]}}}}"#;
        let mut after = parse(text).unwrap();
        assert_eq!(without_dots(&mut after).len(), 1);
        let wanted = text.replace("a.b", "a_b");
        assert_eq!(after.to_json(), wanted);
    }
}
