//! U045: The content type is not said.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U045"),
    severity: Severity::Note,
    title: "The content type is not said",
    explanation: "A Swagger 2.0 document describes a body or an answer, but neither the operation nor the document says `consumes` or `produces`. JSON is assumed, or plain bytes for a file; the finding is made once for each of the two members.",
    done: "JSON is assumed, or plain bytes for a file.",
    remedy: "",
    before: r#"swagger: "2.0"
paths:
  /accounts:
    get:
      responses: {"200": {description: ok, schema: {type: string}}}"#,
    after: r#"swagger: "2.0"
produces: [application/json]
paths:
  /accounts:
    get:
      responses: {"200": {description: ok, schema: {type: string}}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn json_is_assumed_once() {
        let (document, found) = upgraded(
            r#"{"swagger":"2.0","paths":{"/a":{"post":{"parameters":[{"in":"body","name":"b","schema":{"type":"object"}}],
              "responses":{"200":{"description":"","schema":{"type":"string"}},"400":{"description":"","schema":{"type":"string"}}}},
              "get":{"responses":{"200":{"description":"","schema":{"type":"file"}}}}}}}"#,
        );
        assert_eq!(
            document.operations[0].body.as_ref().unwrap().content[0].name,
            "application/json"
        );
        assert_eq!(
            document.operations[0].responses[0].content[0].name,
            "application/json"
        );
        assert_eq!(
            document.operations[1].responses[0].content[0].name,
            "application/octet-stream"
        );
        assert_eq!(count(&found, "U045"), 2);
    }
}
