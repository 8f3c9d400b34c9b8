//! U010: A reference points to a thing of another kind.

use crate::diagnostic::{Code, Severity};
use crate::upgrade::refs::Spot;

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U010"),
    severity: Severity::Note,
    title: "A reference points to a thing of another kind",
    explanation: "A schema refers to a whole response, parameter or body, or a response or media type refers to a schema. What is meant is clear: the schema inside, or an answer that holds the schema.",
    done: "The schema inside, or an answer with that schema, is taken.",
    remedy: "",
    before: r##"paths:
  /accounts:
    get:
      responses: {"400": {$ref: "#/components/schemas/Fault"}}
components:
  schemas:
    Fault: {type: object}"##,
    after: r##"paths:
  /accounts:
    get:
      responses: {"400": {description: No., content: {application/json: {schema: {$ref: "#/components/schemas/Fault"}}}}}
components:
  schemas:
    Fault: {type: object}"##,
};

/// The schema inside a response, body, header, parameter or media type.
pub(crate) fn inner_schema<'a>(spot: &Spot<'a>) -> Option<Spot<'a>> {
    let looks_like_a_schema = [
        "type",
        "properties",
        "allOf",
        "oneOf",
        "anyOf",
        "$ref",
        "enum",
    ]
    .iter()
    .any(|key| spot.node.get(key).is_some());
    if looks_like_a_schema {
        return None;
    }
    if let Some(schema) = spot.get("schema") {
        return Some(schema);
    }
    let content = spot.get("content")?;
    let first = content.node.entries().first()?;
    content.get(&first.key)?.get("schema")
}

/// Whether the place is one where schemas have their names.
pub(crate) fn is_named_schema(spot: &Spot<'_>) -> bool {
    let tokens: Vec<String> = spot.pointer.tokens().collect();
    matches!(
        tokens
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice(),
        ["components", "schemas", _] | ["definitions" | "$defs", _]
    )
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn the_schema_inside_is_meant() {
        let (document, found) = upgraded(
            r##"{"openapi":"3.0.0","paths":{"/a":{"get":{"responses":{
              "200":{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/responses/R"}}}},
              "400":{"$ref":"#/components/schemas/E"},
              "500":{"description":"","content":{"application/json":{"$ref":"#/components/schemas/E"}}}}}}},
            "components":{"schemas":{"E":{"type":"object"}},
              "responses":{"R":{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/schemas/E"}}}}}}}"##,
        );
        for response in &document.operations[0].responses {
            assert_eq!(
                response.content[0]
                    .schema
                    .as_ref()
                    .unwrap()
                    .reference
                    .as_deref(),
                Some("E"),
                "{}",
                response.status
            );
        }
        assert_eq!(count(&found, "U010"), 3);
    }
}
