//! U026: A discriminator names a schema that does not exist.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U026"),
    severity: Severity::Warning,
    title: "A discriminator names a schema that does not exist",
    explanation: "The mapping of a discriminator says which schema a value stands for, but there is no such schema, or the discriminator does not name a property. The entry is left out, and a value of that name is read like an unknown one.",
    done: "The entry is left out; such a value is read like an unknown one.",
    remedy: "correct the mapping with an overlay",
    before: r##"components:
  schemas:
    Card: {type: object}
    Means:
      oneOf: [{$ref: "#/components/schemas/Card"}]
      discriminator: {propertyName: kind, mapping: {cash: Gone}}"##,
    after: r##"components:
  schemas:
    Card: {type: object}
    Means:
      oneOf: [{$ref: "#/components/schemas/Card"}]
      discriminator: {propertyName: kind, mapping: {card: Card}}"##,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn names_and_references_are_understood() {
        let (document, found) = upgraded(&with_schemas(
            r##"{"A":{"type":"object"},"B.c":{"type":"object"},
               "U":{"oneOf":[{"$ref":"#/components/schemas/A"}],"discriminator":{"propertyName":"kind","mapping":{"a":"#/components/schemas/A","b":"B.c","c":"Gone","d":null}}},
               "V":{"type":"object","discriminator":"kind"},"W":{"type":"object","discriminator":{"mapping":{}}}}"##,
        ));
        let discriminator = document.schemas["U"].discriminator.as_ref().unwrap();
        assert_eq!(discriminator.property, "kind");
        assert_eq!(
            discriminator
                .mapping
                .iter()
                .map(|(k, v)| format!("{k}={v}"))
                .collect::<Vec<_>>(),
            ["a=A", "b=B.c"]
        );
        assert_eq!(
            document.schemas["V"]
                .discriminator
                .as_ref()
                .unwrap()
                .property,
            "kind"
        );
        assert!(document.schemas["W"].discriminator.is_none());
        assert_eq!(count(&found, "U026"), 3);
    }
}
