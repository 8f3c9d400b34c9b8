//! Media types that are none.

use super::change::{Change, below};
use crate::load::{Node, Value};

const REASON: &str =
    "the mock's process ends on a name that is no media type: \"TypeError: invalid media type\"";

/// Takes from the names under `content` what no media type has (`application/json:`).
pub(super) fn with_names_put_right(document: &mut Node) -> Vec<Change> {
    let mut changes = Vec::new();
    walk(document, "", &mut changes);
    changes
}

fn walk(node: &mut Node, pointer: &str, changes: &mut Vec<Change>) {
    match &mut node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                let pointer = below(pointer, &entry.key);
                if ["example", "examples", "properties"].contains(&entry.key.as_str()) {
                    continue;
                }
                if entry.key == "content"
                    && let Value::Mapping(all) = &mut entry.value.value
                {
                    for media in all {
                        if let Some(name) = put_right(&media.key) {
                            let place = below(&pointer, &media.key);
                            let change = format!("it is called `{name}`");
                            changes.push(Change::new(place, change, REASON));
                            media.key = name;
                        }
                    }
                }
                walk(&mut entry.value, &pointer, changes);
            }
        }
        Value::Sequence(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                walk(item, &below(pointer, &index.to_string()), changes);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The name without what no media type has; `None` if it is one, or nothing can be made of it.
fn put_right(name: &str) -> Option<String> {
    let (essence, parameters) = name.split_at(name.find(';').unwrap_or(name.len()));
    let better: String = essence
        .trim()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "/!#$%&'*+-.^_`|~".contains(*c))
        .collect();
    let whole = format!("{better}{parameters}");
    (whole != name && better.contains('/')).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::exact::parse;

    #[test]
    fn what_is_no_media_type_is_made_one() {
        let text =
            r#"{"a": {"content": {"application/json:": {"schema": {}}, "text/plain; a=b": {}}}}"#;
        let mut after = parse(text).unwrap();
        let changes = with_names_put_right(&mut after);
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].pointer, "/a/content/application~1json:");
        assert_eq!(
            after.to_json(),
            r#"{"a":{"content":{"application/json":{"schema":{}},"text/plain; a=b":{}}}}"#
        );
    }
}
