//! U003: The document mixes the syntax of two versions.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U003"),
    severity: Severity::Note,
    title: "The document mixes the syntax of two versions",
    explanation: "A Swagger 2.0 document with `servers`, `requestBody`, `content` or `components`, or a 3.x document with `definitions`, `host` or `in: body`. Both syntaxes are read at every point, so nothing is lost; the finding is made once for each member.",
    done: "Both are read; nothing is lost.",
    remedy: "",
    before: r#"swagger: "2.0"
servers: [{url: https://bank.example/v1}]
paths: {}"#,
    after: r#"swagger: "2.0"
host: bank.example
basePath: /v1
schemes: [https]
paths: {}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn a_body_in_the_syntax_of_3_is_read_in_2() {
        let (document, found) = upgraded(
            r##"{"swagger":"2.0","servers":[{"url":"https://a.example/v1"}],
            "paths":{"/a":{"post":{
              "requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/definitions/A"}}}},
              "responses":{"200":{"description":"","content":{"application/json":{"schema":{"type":"string"}}}}}}}},
            "definitions":{"A":{"type":"object"}}}"##,
        );
        let operation = &document.operations[0];
        let body = operation.body.as_ref().unwrap();
        assert!(body.required);
        assert_eq!(
            body.content[0]
                .schema
                .as_ref()
                .unwrap()
                .reference
                .as_deref(),
            Some("A")
        );
        assert_eq!(operation.responses[0].content[0].name, "application/json");
        assert_eq!(document.servers[0].url, "https://a.example/v1");
        assert_eq!(
            count(&found, "U003"),
            3,
            "servers, requestBody, content: {found:?}"
        );
    }

    #[test]
    fn definitions_and_body_parameters_are_read_in_3() {
        let (document, found) = upgraded(
            r##"{"openapi":"3.0.0","paths":{"/a":{"post":{
              "parameters":[{"in":"body","name":"b","schema":{"$ref":"#/definitions/A"}}],"responses":{"200":{"description":"","schema":{"type":"string"}}}}}},
            "definitions":{"A":{"type":"object"}}}"##,
        );
        assert!(document.schemas.contains_key("A"));
        assert!(document.operations[0].body.is_some());
        assert!(
            document.operations[0].responses[0].content[0]
                .schema
                .is_some()
        );
        assert!(count(&found, "U003") >= 2);
    }
}
