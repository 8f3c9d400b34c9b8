//! U050: Two answers are documented for one status.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U050"),
    severity: Severity::Warning,
    title: "Two answers are documented for one status",
    explanation: "Two keys of `responses` mean the same status. The first is taken, with the content types and headers that only the second has.",
    done: "The first is taken, completed by the second.",
    remedy: "keep one of them with an overlay",
    before: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: ok}, "200 ": {description: fine}}"#,
    after: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: ok}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn the_first_is_completed_by_the_second() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a":{"get":{"responses":{"200":{"description":"a","content":{"application/json":{}}},"200 ":{"description":"b","content":{"text/plain":{},"application/json":{}}}}}}}"#,
        ));
        let responses = &document.operations[0].responses;
        assert_eq!(responses.len(), 1);
        assert_eq!(responses[0].description.as_deref(), Some("a"));
        assert_eq!(responses[0].content.len(), 2);
        assert_eq!(count(&found, "U050"), 1);
    }
}
