//! U024: A combination holds something that is no schema.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U024"),
    severity: Severity::Note,
    title: "A combination holds something that is no schema",
    explanation: "`allOf`, `oneOf` or `anyOf` with an empty entry, or with a mapping where a list is expected. Empty entries are left out, a mapping is taken as the only entry.",
    done: "Empty entries are left out; a mapping is the only entry.",
    remedy: "",
    before: r#"components:
  schemas:
    Order: {allOf: [null, {type: object}]}"#,
    after: r#"components:
  schemas:
    Order: {allOf: [{type: object}]}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn empty_entries_are_left_out() {
        let (document, found) = upgraded(&with_schemas(
            r##"{"A":{"allOf":[null,{"type":"object"},null]},"B":{"oneOf":{"$ref":"#/components/schemas/A"}},"C":{"anyOf":null}}"##,
        ));
        assert_eq!(document.schemas["A"].all_of.len(), 1);
        assert_eq!(
            document.schemas["B"].one_of[0].reference.as_deref(),
            Some("A")
        );
        assert!(document.schemas["C"].any_of.is_empty());
        assert_eq!(count(&found, "U024"), 3);
    }
}
