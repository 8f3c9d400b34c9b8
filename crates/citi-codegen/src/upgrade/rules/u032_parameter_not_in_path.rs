//! U032: A path parameter has no place in the path.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U032"),
    severity: Severity::Warning,
    title: "A path parameter has no place in the path",
    explanation: "A parameter is declared with `in: path`, but the path holds no placeholder of that name, nor one that differs by case or punctuation only. There is nowhere to send it, and it is left out.",
    done: "The parameter is left out.",
    remedy: "put the placeholder into the path, or the parameter into the query, with an overlay",
    before: r#"paths:
  /accounts:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: It is done.}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn it_is_left_out() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a":{"get":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}],"responses":{"200":{"description":""}}}}}"#,
        ));
        assert!(document.operations[0].parameters.is_empty());
        assert_eq!(count(&found, "U032"), 1);
    }
}
