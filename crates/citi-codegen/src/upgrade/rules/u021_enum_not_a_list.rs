//! U021: An enumeration is no list.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Node, Pointer, Value};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U021"),
    severity: Severity::Note,
    title: "An enumeration is no list",
    explanation: "A single value where a list is expected is taken as the list of that value, a mapping as the list of its keys; `null` says nothing.",
    done: "One value becomes a list of it, a mapping the list of its keys.",
    remedy: "",
    before: r#"components:
  schemas:
    Side: {type: string, enum: BUY}"#,
    after: r#"components:
  schemas:
    Side: {type: string, enum: [BUY]}"#,
};

/// The values that `node`, the enumeration of a schema, lists.
pub(crate) fn values(
    node: &Node,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Node>> {
    let values = match &node.value {
        Value::Sequence(items) => return Some(items.clone()),
        Value::Null => return None,
        Value::Mapping(entries) => {
            let keys = entries.iter();
            keys.map(|entry| Node::string(&entry.key, entry.key_span))
                .collect()
        }
        _ => vec![node.clone()],
    };
    RULE.report(
        diagnostics,
        at,
        node.span,
        "the enumeration is no list",
        "it is taken as one",
    );
    Some(values)
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn one_value_or_the_keys() {
        let (document, found) = upgraded(&with_schemas(
            r#"{"A":{"type":"string","enum":"x"},"B":{"type":"string","enum":{"p":"first","q":"second"}},"C":{"type":"string","enum":null}}"#,
        ));
        let values = |name: &str| document.schemas[name].values.as_ref().map(Vec::len);
        assert_eq!(
            (values("A"), values("B"), values("C")),
            (Some(1), Some(2), None)
        );
        assert_eq!(count(&found, "U021"), 2);
    }
}
