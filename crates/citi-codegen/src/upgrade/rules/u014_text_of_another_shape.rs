//! U014: A text is not a text.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Node, Pointer};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U014"),
    severity: Severity::Note,
    title: "A text is not a text",
    explanation: "A description, title or name holds a number, a list or a mapping, mostly because a colon in YAML made a mapping of a sentence. A scalar is taken as its text, anything else as its JSON.",
    done: "A scalar is taken as its text, anything else as its JSON.",
    remedy: "",
    before: r#"components:
  schemas:
    Name:
      type: string
      description: {Format: as on the card}"#,
    after: r#"components:
  schemas:
    Name:
      type: string
      description: "Format: as on the card""#,
};

/// The text that `node` holds; `None` for `null`.
pub(crate) fn text(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<String> {
    if let Some(text) = node.as_str() {
        return Some(text.to_owned());
    }
    if node.is_null() {
        return None;
    }
    let text = node.scalar_text().unwrap_or_else(|| node.to_json());
    RULE.report(
        diagnostics,
        at,
        node.span,
        "a text was expected here",
        "what stands there is taken as text",
    );
    Some(text)
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn a_mapping_becomes_its_json() {
        let (document, found) = upgraded(&with_schemas(
            r#"{"A":{"type":"string","description":{"Kinds":"one"},"title":5},"B":{"type":"string","description":null}}"#,
        ));
        assert_eq!(
            document.schemas["A"].description.as_deref(),
            Some("{\"Kinds\":\"one\"}")
        );
        assert_eq!(document.schemas["A"].title.as_deref(), Some("5"));
        assert_eq!(document.schemas["B"].description, None);
        assert_eq!(count(&found, "U014"), 2);
    }
}
