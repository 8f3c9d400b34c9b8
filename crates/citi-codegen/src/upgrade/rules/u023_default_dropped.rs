//! U023: A default is of another type than its schema.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Node, Pointer};
use crate::model::Type;

use super::Rule;
use super::u022_value_of_another_type as other;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U023"),
    severity: Severity::Warning,
    title: "A default is of another type than its schema",
    explanation: "The value that the bank is said to assume can't be a value of the schema, and does not name one either. It is left out.",
    done: "The default is left out.",
    remedy: "correct the default with an overlay",
    before: r#"components:
  schemas:
    Count: {type: integer, default: none}"#,
    after: r#"components:
  schemas:
    Count: {type: integer}"#,
};

/// The default that `value` means for a schema of `types`.
pub(crate) fn default(
    value: &Node,
    types: &[Type],
    nullable: bool,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    if value.is_null() {
        return nullable.then(|| value.clone());
    }
    if other::fits(value, types) {
        return Some(value.clone());
    }
    let converted = other::convert(value, types);
    if converted.is_some() {
        other::RULE.report(
            diagnostics,
            at,
            value.span,
            format!(
                "the default {} is not of the schema's type",
                value.to_json()
            ),
            "it is taken as a value of that type",
        );
    } else {
        RULE.report(
            diagnostics,
            at,
            value.span,
            format!(
                "the default {} can't be a value of the schema",
                value.to_json()
            ),
            "the default is left out",
        );
    }
    converted
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn what_fits_nowhere_is_left_out() {
        let (document, found) = upgraded(&with_schemas(
            r#"{"A":{"type":"integer","default":"none"},"B":{"type":"array","default":{}},"C":{"type":"integer","default":1.5},"D":{"type":"string","default":null}}"#,
        ));
        for name in ["A", "B", "C", "D"] {
            assert!(document.schemas[name].default.is_none(), "{name}");
        }
        assert_eq!(count(&found, "U023"), 3);
    }
}
