//! U036: A parameter is declared twice.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U036"),
    severity: Severity::Note,
    title: "A parameter is declared twice",
    explanation: "A name may stand once in each place. The first is taken; a parameter of the operation goes before one of its path, which is regular and makes no finding.",
    done: "The first is taken.",
    remedy: "",
    before: r#"paths:
  /accounts:
    get:
      parameters: [{name: page, in: query, schema: {type: integer}}, {name: page, in: query, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  /accounts:
    get:
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses: {"200": {description: It is done.}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn the_first_is_taken_and_the_operation_goes_before_its_path() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a":{"parameters":[{"name":"q","in":"query","schema":{"type":"string"}},{"name":"r","in":"query","schema":{"type":"string"}}],
              "get":{"parameters":[{"name":"q","in":"query","schema":{"type":"integer"}},{"name":"q","in":"query","schema":{"type":"boolean"}},{"name":"q","in":"header","schema":{"type":"string"}}],"responses":{"200":{"description":""}}}}}"#,
        ));
        use crate::model::Type;
        let got: Vec<_> = document.operations[0]
            .parameters
            .iter()
            .map(|p| (p.name.as_str(), p.schema.types[0]))
            .collect();
        assert_eq!(
            got,
            [
                ("r", Type::String),
                ("q", Type::Integer),
                ("q", Type::String)
            ]
        );
        assert_eq!(count(&found, "U036"), 1);
    }
}
