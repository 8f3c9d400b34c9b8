//! U051: A security scheme is required and not defined.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U051"),
    severity: Severity::Warning,
    title: "A security scheme is required and not defined",
    explanation: "An operation or the document requires a scheme that no definition describes. The requirement is kept, and the scheme is listed as one of an unknown kind. A name that differs by case or blanks only is taken as the defined one.",
    done: "The requirement is kept; the scheme is of an unknown kind.",
    remedy: "define the scheme with an overlay",
    before: r#"paths:
  /accounts:
    get:
      security: [{key: []}]
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  /accounts:
    get:
      security: [{key: []}]
      responses: {"200": {description: It is done.}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}"#,
};

#[cfg(test)]
mod tests {
    use crate::model::SchemeKind;
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn the_requirement_is_kept() {
        let (document, found) = upgraded(
            r#"{"openapi":"3.0.0","security":[{"gone":["a"]}],"paths":{"/a":{"get":{"security":[{"KEY ":[]}],"responses":{"200":{"description":""}}},"post":{"responses":{"200":{"description":""}}},"put":{"security":[],"responses":{"200":{"description":""}}}}},
               "components":{"securitySchemes":{"key":{"type":"apiKey","in":"header","name":"X"}}}}"#,
        );
        assert_eq!(
            document.schemes["gone"].kind,
            SchemeKind::Unknown {
                kind: String::new()
            }
        );
        assert_eq!(
            document.operations[0].security[0]
                .schemes
                .keys()
                .collect::<Vec<_>>(),
            ["key"]
        );
        assert_eq!(document.operations[1].security[0].schemes["gone"], ["a"]);
        assert!(document.operations[2].security.is_empty());
        assert_eq!(count(&found, "U051"), 1);
    }
}
