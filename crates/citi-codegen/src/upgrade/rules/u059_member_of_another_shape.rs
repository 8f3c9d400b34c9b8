//! U059: A member has a shape that can't be read.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Node, Pointer};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U059"),
    severity: Severity::Warning,
    title: "A member has a shape that can't be read",
    explanation: "A list where a mapping is expected, or the other way round, or a scalar where either is. What can be read of it is read; the rest is left out.",
    done: "What can be read of it is read; the rest is left out.",
    remedy: "correct the member with an overlay",
    before: r#"paths:
  /accounts:
    get:
      parameters: {}
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  /accounts:
    get:
      parameters: []
      responses: {"200": {description: It is done.}}"#,
};

/// Says that the member at `at` should be `expected`.
pub(crate) fn tell(node: &Node, at: &Pointer, expected: &str, diagnostics: &mut Diagnostics) {
    RULE.report(
        diagnostics,
        at,
        node.span,
        format!("{expected} was expected here"),
        "what stands there is left out",
    );
}

/// The members of a mapping; `null` has none, and anything else is told.
pub(crate) fn mapping<'a>(
    node: &'a Node,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> &'a [crate::load::Entry] {
    if !node.is_mapping() && !node.is_null() {
        tell(node, at, "a mapping", diagnostics);
    }
    node.entries()
}

/// The items of a list; `null` has none, and anything else is told.
pub(crate) fn list<'a>(node: &'a Node, at: &Pointer, diagnostics: &mut Diagnostics) -> &'a [Node] {
    if !matches!(node.value, crate::load::Value::Sequence(_)) && !node.is_null() {
        tell(node, at, "a list", diagnostics);
    }
    node.items()
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn the_rest_of_the_document_is_read() {
        let (document, found) = upgraded(
            r#"{"openapi":"3.0.0","tags":{"a":1},"servers":5,"paths":{"/a":{"get":{"tags":null,"parameters":{},"responses":{"200":{"description":""}}}}},"components":{"schemas":{"A":{"type":"object","properties":["x"]}}}}"#,
        );
        assert_eq!(document.operations.len(), 1);
        assert!(document.schemas.contains_key("A"));
        assert_eq!(count(&found, "U059"), 4, "{found:?}");
    }
}
