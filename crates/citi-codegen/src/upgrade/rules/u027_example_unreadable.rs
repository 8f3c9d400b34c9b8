//! U027: An example can't be had.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U027"),
    severity: Severity::Warning,
    title: "An example can't be had",
    explanation: "The example is said to stand in another place (`externalValue`) that is not fetched, or holds no value. It is left out; nothing but documentation and tests uses examples.",
    done: "The example is left out.",
    remedy: "put the value into the document with an overlay",
    before: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: ok, content: {application/json: {examples: {far: {externalValue: "https://bank.example/x"}}}}}}"#,
    after: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: ok, content: {application/json: {examples: {near: {value: 1}}}}}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn what_has_no_value_is_left_out() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a":{"get":{"responses":{"200":{"description":"","content":{"application/json":{
              "examples":{"far":{"externalValue":"https://example.com/x"},"bare":{"amount":1},"near":{"summary":"s","value":{"amount":2}},"none":{"summary":"s"}}}}}}}}}"#,
        ));
        let examples = &document.operations[0].responses[0].content[0].examples;
        assert_eq!(
            examples
                .iter()
                .map(|example| example.name.as_str())
                .collect::<Vec<_>>(),
            ["bare", "near"]
        );
        assert_eq!(examples[0].value.to_json(), r#"{"amount":1}"#);
        assert_eq!(examples[1].value.to_json(), r#"{"amount":2}"#);
        assert_eq!(count(&found, "U027"), 2);
    }
}
