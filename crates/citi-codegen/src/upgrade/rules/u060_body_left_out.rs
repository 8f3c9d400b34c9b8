//! U060: A second description of the body is left out.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U060"),
    severity: Severity::Warning,
    title: "A second description of the body is left out",
    explanation: "An operation describes its body twice in the same content type, and the two descriptions are not the same. The first is taken (that of `requestBody` before body parameters, those before form fields); the other is left out.",
    done: "The first is taken.",
    remedy: "keep one of them with an overlay",
    before: r#"swagger: "2.0"
consumes: [application/json]
paths:
  /accounts:
    post:
      parameters: [{in: body, name: one, schema: {type: string}}, {in: body, name: two, schema: {type: integer}}]
      responses: {"200": {description: It is done.}}"#,
    after: r#"swagger: "2.0"
consumes: [application/json]
paths:
  /accounts:
    post:
      parameters: [{in: body, name: one, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
};

#[cfg(test)]
mod tests {
    use crate::model::Type;
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn only_what_differs_is_told() {
        let (document, found) = upgraded(
            r#"{"swagger":"2.0","consumes":["application/json"],"paths":{
              "/same":{"post":{"parameters":[{"in":"body","name":"one","schema":{"type":"object"}}],
                "requestBody":{"content":{"application/json":{"schema":{"type":"object"}}}},"responses":{"200":{"description":""}}}},
              "/other":{"post":{"parameters":[{"in":"body","name":"one","schema":{"type":"string"}},{"in":"body","name":"two","schema":{"type":"integer"}}],
                "responses":{"200":{"description":""}}}}}}"#,
        );
        let body = document.operations[1].body.as_ref().unwrap();
        assert_eq!(
            body.content[0].schema.as_ref().unwrap().types,
            [Type::String]
        );
        assert_eq!((count(&found, "U042"), count(&found, "U060")), (2, 1));
    }
}
