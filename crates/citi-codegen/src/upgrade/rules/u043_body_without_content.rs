//! U043: A request body has no content.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U043"),
    severity: Severity::Note,
    title: "A request body has no content",
    explanation: "The body names no content type, so that nothing can be sent. The operation takes no body.",
    done: "The operation takes no body.",
    remedy: "",
    before: r#"paths:
  /accounts:
    post:
      requestBody: {required: true, content: {}}
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  /accounts:
    post:
      responses: {"200": {description: It is done.}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn there_is_no_body() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a":{"post":{"requestBody":{"required":true,"content":{}},"responses":{"200":{"description":"","content":{}}}}}}"#,
        ));
        assert!(document.operations[0].body.is_none());
        assert!(document.operations[0].responses[0].content.is_empty());
        assert_eq!(count(&found, "U043"), 1);
    }
}
