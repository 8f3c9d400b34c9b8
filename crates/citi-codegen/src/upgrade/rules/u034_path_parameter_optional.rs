//! U034: A path parameter is not required.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U034"),
    severity: Severity::Note,
    title: "A path parameter is not required",
    explanation: "A path can't be sent without its parts: path parameters are always required, whatever the document says.",
    done: "It is required.",
    remedy: "",
    before: r#"paths:
  "/accounts/{id}":
    get:
      parameters: [{name: id, in: path, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  "/accounts/{id}":
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn it_is_required() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a/{id}":{"get":{"parameters":[{"name":"id","in":"path","schema":{"type":"string"}}],"responses":{"200":{"description":""}}}}}"#,
        ));
        assert!(document.operations[0].parameters[0].required);
        assert_eq!(count(&found, "U034"), 1);
    }
}
