//! U018: A type is not known.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U018"),
    severity: Severity::Warning,
    title: "A type is not known",
    explanation: "The schema names a type that JSON Schema does not know and that is no well-known other name. The rest of the schema is kept; if a schema of that name exists, it is taken as a reference to it; else the type is not checked.",
    done: "The rest of the schema is kept, and the type is not checked.",
    remedy: "correct the type with an overlay",
    before: r#"components:
  schemas:
    Sum: {type: Quux, description: A sum.}"#,
    after: r#"components:
  schemas:
    Sum: {description: A sum.}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn the_rest_of_the_schema_is_kept() {
        let (document, found) = upgraded(&with_schemas(
            r#"{"A":{"type":"Quux","description":"d"},"B":{"type":"A"},"C":{"type":{"x":1}},"D":{"type":["string","Quux"]}}"#,
        ));
        assert!(document.schemas["A"].is_any());
        assert_eq!(document.schemas["A"].description.as_deref(), Some("d"));
        assert_eq!(document.schemas["B"].reference.as_deref(), Some("A"));
        assert!(document.schemas["C"].is_any());
        assert_eq!(document.schemas["D"].types, [crate::model::Type::String]);
        assert_eq!(count(&found, "U018"), 4);
    }
}
