//! U015: A schema is only the name of a type.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U015"),
    severity: Severity::Note,
    title: "A schema is only the name of a type",
    explanation: "`schema: object` or `amount: string` where a mapping is expected, or nothing at all (`schema: null`). The name of a type is taken as a schema of that type, the name of a schema as a reference to it, nothing as a schema that allows everything.",
    done: "A type of that name, a reference to that schema, or any value is taken.",
    remedy: "",
    before: r#"components:
  schemas:
    Body: object"#,
    after: r#"components:
  schemas:
    Body: {type: object}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn names_and_nothing() {
        let (document, found) = upgraded(&with_schemas(
            r#"{"A":"object","B":null,"C":{"type":"object","properties":{"x":"string","y":"A","z":null}}}"#,
        ));
        use crate::model::Type;
        assert_eq!(document.schemas["A"].types, [Type::Object]);
        assert!(document.schemas["B"].is_any());
        assert_eq!(document.schemas["C"].properties["x"].types, [Type::String]);
        assert_eq!(
            document.schemas["C"].properties["y"].reference.as_deref(),
            Some("A")
        );
        assert!(document.schemas["C"].properties["z"].is_any());
        assert_eq!(count(&found, "U015"), 5);
    }
}
