//! U025: The items of an array are a list of schemas.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U025"),
    severity: Severity::Note,
    title: "The items of an array are a list of schemas",
    explanation: "Older drafts of JSON Schema write tuples as a list in `items`, with `additionalItems` for the rest. It is read as `prefixItems` and `items`.",
    done: "It is read as a tuple: `prefixItems`, and `items` for the rest.",
    remedy: "",
    before: r#"components:
  schemas:
    Pair: {type: array, items: [{type: string}, {type: integer}]}"#,
    after: r#"components:
  schemas:
    Pair: {type: array, prefixItems: [{type: string}, {type: integer}]}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn a_list_becomes_prefix_items() {
        let (document, found) = upgraded(&with_schemas(
            r#"{"A":{"type":"array","items":[{"type":"string"},{"type":"integer"}],"additionalItems":{"type":"boolean"}}}"#,
        ));
        let a = &document.schemas["A"];
        assert_eq!(a.prefix_items.len(), 2);
        assert_eq!(
            a.items.as_ref().unwrap().types,
            [crate::model::Type::Boolean]
        );
        assert_eq!(count(&found, "U025"), 1);
    }
}
