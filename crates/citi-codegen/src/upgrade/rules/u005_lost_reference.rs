//! U005: A reference leads nowhere.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U005"),
    severity: Severity::Warning,
    title: "A reference leads nowhere",
    explanation: "Nothing in the document stands where the reference points. A schema becomes one that allows everything; a parameter, response, header or example of which nothing is known is left out or left empty.",
    done: "A schema allows any value; anything else is left out or left empty.",
    remedy: "add what is missing with an overlay, or correct the reference",
    before: r##"components:
  schemas:
    Order: {type: object, properties: {total: {$ref: "#/components/schemas/Gone"}}}"##,
    after: r#"components:
  schemas:
    Order: {type: object, properties: {total: {type: string}}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn a_lost_schema_allows_everything() {
        let (document, found) = upgraded(
            r##"{"openapi":"3.0.0","components":{"schemas":{"A":{"type":"object","properties":{"b":{"$ref":"#/components/schemas/Gone"}}}}}}"##,
        );
        assert!(document.schemas["A"].properties["b"].is_any());
        assert_eq!(count(&found, "U005"), 1);
        assert!(found[0].found.contains("Gone"));
    }

    #[test]
    fn a_lost_parameter_is_left_out_and_a_lost_response_stays_empty() {
        let (document, found) = upgraded(
            r##"{"openapi":"3.0.0","paths":{"/a":{"get":{"parameters":[{"$ref":"#/components/parameters/P"}],
              "responses":{"404":{"$ref":"#/components/responses/R"}}}}}}"##,
        );
        assert!(document.operations[0].parameters.is_empty());
        assert_eq!(document.operations[0].responses.len(), 1);
        assert_eq!(count(&found, "U005"), 2);
    }
}
