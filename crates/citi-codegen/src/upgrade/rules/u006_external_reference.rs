//! U006: A reference leads to another document.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U006"),
    severity: Severity::Warning,
    title: "A reference leads to another document",
    explanation: "Documents are read one by one: files and addresses that a reference names are not fetched. A schema becomes one that allows everything, anything else is left out or left empty.",
    done: "A schema allows any value; nothing is fetched.",
    remedy: "bundle the documents into one before they are read",
    before: r#"components:
  schemas:
    Order: {$ref: "other.yaml#/components/schemas/Order"}"#,
    after: r#"components:
  schemas:
    Order: {type: object}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn an_external_schema_allows_everything() {
        let (document, found) = upgraded(
            r##"{"openapi":"3.0.0","components":{"schemas":{"A":{"$ref":"other.yaml#/components/schemas/A"}}}}"##,
        );
        assert!(document.schemas["A"].is_any());
        assert_eq!(count(&found, "U006"), 1);
    }
}
