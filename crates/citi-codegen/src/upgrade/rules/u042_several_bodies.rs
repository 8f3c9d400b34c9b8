//! U042: An operation describes its body more than once.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U042"),
    severity: Severity::Note,
    title: "An operation describes its body more than once",
    explanation: "A body parameter beside `requestBody`, or beside form fields, or two body parameters. `requestBody` is taken, and content types that only another description has are added to it.",
    done: "`requestBody` is taken; content types that only another has are added.",
    remedy: "",
    before: r#"swagger: "2.0"
consumes: [text/plain]
paths:
  /accounts:
    post:
      parameters: [{in: body, name: note, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {"200": {description: It is done.}}"#,
    after: r#"swagger: "2.0"
consumes: [application/json]
paths:
  /accounts:
    post:
      parameters: [{in: body, name: note, schema: {type: object}}]
      responses: {"200": {description: It is done.}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn the_descriptions_are_joined() {
        let (document, found) = upgraded(
            r#"{"swagger":"2.0","consumes":["text/plain"],"paths":{"/a":{"post":{
              "parameters":[{"in":"body","name":"one","schema":{"type":"string"}},{"in":"body","name":"two","schema":{"type":"integer"}}],
              "requestBody":{"content":{"application/json":{"schema":{"type":"object"}}}},
              "responses":{"200":{"description":""}}}}}}"#,
        );
        let operation = &document.operations[0];
        let names: Vec<_> = operation
            .body
            .as_ref()
            .unwrap()
            .content
            .iter()
            .map(|media| media.name.as_str())
            .collect();
        assert_eq!(names, ["application/json", "text/plain"]);
        assert!(operation.parameters.is_empty());
        assert_eq!(count(&found, "U042"), 1);
    }
}
