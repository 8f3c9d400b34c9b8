//! U047: An operation documents no answer.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U047"),
    severity: Severity::Note,
    title: "An operation documents no answer",
    explanation: "`responses` is missing or empty. The operation is kept; whatever comes is handed to the caller as it is.",
    done: "The operation is kept; what comes is handed on as it is.",
    remedy: "",
    before: r#"paths:
  /accounts:
    get:
      summary: All accounts"#,
    after: r#"paths:
  /accounts:
    get:
      summary: All accounts
      responses: {"200": {description: It is done.}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn the_operation_is_kept() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a":{"get":{"summary":"s"},"post":{"responses":{}},"put":{"responses":null}}}"#,
        ));
        assert_eq!(document.operations.len(), 3);
        assert!(
            document
                .operations
                .iter()
                .all(|operation| operation.responses.is_empty())
        );
        assert_eq!(count(&found, "U047"), 3);
    }
}
