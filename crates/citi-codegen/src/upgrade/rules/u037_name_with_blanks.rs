//! U037: A name has blanks around it.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Pointer, Span};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U037"),
    severity: Severity::Note,
    title: "A name has blanks around it",
    explanation: "The name of a parameter or header begins or ends with a blank, which can't be sent. The blanks are taken away.",
    done: "The blanks are taken away.",
    remedy: "",
    before: r#"paths:
  /accounts:
    get:
      parameters: [{name: "page ", in: query, schema: {type: integer}}]
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  /accounts:
    get:
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses: {"200": {description: It is done.}}"#,
};

/// The name without the blanks around it.
pub(crate) fn trimmed<'a>(
    name: &'a str,
    at: &Pointer,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> &'a str {
    let trimmed = name.trim();
    if trimmed.len() != name.len() {
        RULE.report(
            diagnostics,
            at,
            span,
            format!("the name `{name}` has blanks around it"),
            "they are taken away",
        );
    }
    trimmed
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn blanks_are_taken_away() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a":{"get":{"parameters":[{"name":" q ","in":"query","schema":{"type":"string"}}],"responses":{"200":{"description":"","headers":{"X-A ":{"schema":{"type":"string"}}}}}}}}"#,
        ));
        assert_eq!(document.operations[0].parameters[0].name, "q");
        assert_eq!(document.operations[0].responses[0].headers[0].name, "X-A");
        assert_eq!(count(&found, "U037"), 2);
    }
}
