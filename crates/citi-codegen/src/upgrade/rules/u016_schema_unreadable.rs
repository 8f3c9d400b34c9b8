//! U016: A schema is neither a mapping nor a flag.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U016"),
    severity: Severity::Warning,
    title: "A schema is neither a mapping nor a flag",
    explanation: "A list, a number or a sentence where a schema is expected. It becomes a schema that allows everything.",
    done: "Any value is allowed.",
    remedy: "give the schema with an overlay",
    before: r#"components:
  schemas:
    Body: [first, second]"#,
    after: r#"components:
  schemas:
    Body: {}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn it_allows_everything() {
        let (document, found) = upgraded(&with_schemas(r#"{"A":[1],"B":7,"C":"some words"}"#));
        for name in ["A", "B", "C"] {
            assert!(document.schemas[name].is_any(), "{name}");
        }
        assert_eq!(count(&found, "U016"), 3);
    }
}
