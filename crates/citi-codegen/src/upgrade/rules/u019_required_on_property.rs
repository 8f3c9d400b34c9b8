//! U019: A property says itself that it is required.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U019"),
    severity: Severity::Note,
    title: "A property says itself that it is required",
    explanation: "`required: true` inside of a property, as old drafts of JSON Schema had it. The object that holds the property requires it; anywhere else the flag means nothing and is left out.",
    done: "The object that holds the property requires it.",
    remedy: "",
    before: r#"components:
  schemas:
    Order: {type: object, properties: {id: {type: string, required: true}}}"#,
    after: r#"components:
  schemas:
    Order: {type: object, required: [id], properties: {id: {type: string}}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn the_object_requires_it() {
        let (document, found) = upgraded(&with_schemas(
            r#"{"A":{"type":"object","required":["b"],"properties":{"a":{"type":"string","required":true},"b":{"type":"string","required":"true"},"c":{"type":"string","required":false}}}}"#,
        ));
        assert_eq!(document.schemas["A"].required, ["b", "a"]);
        assert!(document.schemas["A"].properties["a"].required.is_empty());
        assert_eq!(count(&found, "U019"), 3);
    }
}
