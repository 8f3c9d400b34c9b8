//! U041: A method can't be described.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U041"),
    severity: Severity::Warning,
    title: "A method can't be described",
    explanation: "A path item holds a method that the model does not know (`query`, `additionalOperations` of OpenAPI 3.2). Its operation is missing from what is generated. A known method in capital letters is read.",
    done: "The operation is missing from what is generated.",
    remedy: "describe the operation under another method with an overlay, if the bank takes it",
    before: r#"paths:
  /accounts:
    query:
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
    fn capital_letters_are_read_and_others_told() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a":{"GET":{"responses":{"200":{"description":""}}},"query":{"responses":{"200":{"description":""}}},"post":null,"x-note":{}}}"#,
        ));
        let methods: Vec<_> = document
            .operations
            .iter()
            .map(|o| o.method.name())
            .collect();
        assert_eq!(methods, ["GET", "POST"]);
        assert_eq!(count(&found, "U041"), 1);
        assert_eq!(count(&found, "U059"), 1);
    }
}
