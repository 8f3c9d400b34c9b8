//! U038: A placeholder is more than a name.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U038"),
    severity: Severity::Note,
    title: "A placeholder is more than a name",
    explanation: "`{id:[0-9]+}`, `{+path}`, `{rest*}` or `{ id }`: other template languages decorate placeholders. The name alone is taken. A brace that has no partner, and an empty pair, are part of the path as they stand.",
    done: "The name alone is taken.",
    remedy: "",
    before: r#"paths:
  "/accounts/{id:[0-9]+}":
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  "/accounts/{id}":
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
};

/// The name inside of a placeholder; `None` if there is none.
pub(crate) fn name(inside: &str) -> Option<&str> {
    let name = inside.split(':').next().unwrap_or_default().trim();
    let name = name.trim_start_matches(['+', '/', ';', '.', '*', '#', '&']);
    let name = name.trim_end_matches(['*', '+']).trim();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn the_name_alone_is_taken() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a/{id:[0-9]+}/{+rest}/{ b }":{"get":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"integer"}}],"responses":{"200":{"description":""}}}},
                "/{open/{}":{"get":{"responses":{"200":{"description":""}}}}}"#,
        ));
        assert_eq!(document.operations[0].path, "/a/{id}/{rest}/{b}");
        assert_eq!(document.operations[0].parameters.len(), 3);
        assert_eq!(document.operations[1].path, "/%7Bopen/%7B%7D");
        assert_eq!(count(&found, "U038"), 2);
    }
}
