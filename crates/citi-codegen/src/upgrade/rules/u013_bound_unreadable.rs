//! U013: A bound is no number.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Node, Pointer};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U013"),
    severity: Severity::Warning,
    title: "A bound is no number",
    explanation: "A bound or length holds something that names no number, or a length that is negative. It can't be checked and is left out.",
    done: "The bound is left out.",
    remedy: "correct the bound with an overlay",
    before: r#"components:
  schemas:
    Name: {type: string, maxLength: many}"#,
    after: r#"components:
  schemas:
    Name: {type: string}"#,
};

/// Says that the bound at `at` is left out.
pub(crate) fn dropped(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) {
    if !node.is_null() {
        RULE.report(
            diagnostics,
            at,
            node.span,
            format!("{} is no bound", node.to_json()),
            "the bound is left out",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn unreadable_bounds_are_left_out() {
        let (document, found) = upgraded(&with_schemas(
            r#"{"A":{"type":"string","maxLength":"many","minLength":-1},"B":{"type":"number","minimum":"low","maximum":null}}"#,
        ));
        assert_eq!(
            (
                document.schemas["A"].max_length,
                document.schemas["A"].min_length
            ),
            (None, None)
        );
        assert!(document.schemas["B"].minimum.is_none());
        assert_eq!(count(&found, "U013"), 3);
    }
}
