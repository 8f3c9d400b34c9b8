//! U008: A reference is not text.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U008"),
    severity: Severity::Warning,
    title: "A reference is not text",
    explanation: "`$ref` holds `null`, a number or a mapping. It can refer to nothing: a schema keeps what stands beside the reference, an example is left out.",
    done: "What stands beside it is kept.",
    remedy: "give the reference, or remove it, with an overlay",
    before: r#"components:
  schemas:
    Order: {$ref: null, type: object}"#,
    after: r#"components:
  schemas:
    Order: {type: object}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, document, findings};

    #[test]
    fn a_null_reference_is_survived() {
        let text = r##"{"openapi":"3.0.2","paths":{"/a":{"post":{"responses":{"200":{"description":"","content":{"application/json":{
            "schema":{"$ref":null,"type":"object"},"examples":{"one":{"$ref":null},"two":{"value":1}}}}}}}}}}"##;
        let document = document(text);
        let media = &document.operations[0].responses[0].content[0];
        assert_eq!(
            media.schema.as_ref().unwrap().types,
            [crate::model::Type::Object]
        );
        assert_eq!(media.examples.len(), 1);
        assert_eq!(count(&findings(text), "U008"), 2);
    }
}
