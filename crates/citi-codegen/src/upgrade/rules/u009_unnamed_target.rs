//! U009: A reference points to a schema without a name.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U009"),
    severity: Severity::Note,
    title: "A reference points to a schema without a name",
    explanation: "A reference may point to any place of the document, for example to a property of another schema or to the body of an operation. In the model a schema refers to a named one, so the place is given a name, told by its address.",
    done: "The place gets a name, and is one schema for all that refer to it.",
    remedy: "",
    before: r##"components:
  schemas:
    Bill: {type: object, properties: {due: {type: string, format: date}}}
    Note: {$ref: "#/components/schemas/Bill/properties/due"}"##,
    after: r##"components:
  schemas:
    Due: {type: string, format: date}
    Bill: {type: object, properties: {due: {$ref: "#/components/schemas/Due"}}}
    Note: {$ref: "#/components/schemas/Due"}"##,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn the_place_gets_a_name_once() {
        let (document, found) = upgraded(
            r##"{"openapi":"3.1.0","components":{"schemas":{
              "A":{"type":"object","properties":{"due":{"type":"string","format":"date"}}},
              "B":{"type":"object","properties":{"x":{"$ref":"#/components/schemas/A/properties/due"},
                "y":{"$ref":"#/components/schemas/A/properties/due"}}}}}}"##,
        );
        let b = &document.schemas["B"];
        assert_eq!(b.properties["x"].reference.as_deref(), Some("ADue"));
        assert_eq!(b.properties["y"].reference.as_deref(), Some("ADue"));
        assert_eq!(document.schemas["ADue"].format.as_deref(), Some("date"));
        assert_eq!(count(&found, "U009"), 1);
    }

    #[test]
    fn operations_can_be_pointed_into() {
        let (document, _) = upgraded(
            r##"{"openapi":"3.0.0","paths":{"/a/{ID}":{"put":{"requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"x":{"type":"integer"}}}}}},
              "responses":{"200":{"description":"","content":{"application/json":{"schema":
                {"$ref":"#/paths/~1a~1%7BID%7D/put/requestBody/content/application~1json/schema/properties/x"}}}}}}}}}"##,
        );
        let schema = document.operations[0].responses[0].content[0]
            .schema
            .as_ref()
            .unwrap();
        assert_eq!(
            document.resolve(schema).unwrap().types,
            [crate::model::Type::Integer]
        );
    }
}
