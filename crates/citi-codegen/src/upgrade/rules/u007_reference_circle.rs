//! U007: References lead in a circle.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::model::Schema;

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U007"),
    severity: Severity::Warning,
    title: "References lead in a circle",
    explanation: "Each of them says only to look at the next, so that none says anything. The first becomes a schema that allows everything (anything else that refers in a circle is left out or left empty). A schema that holds itself in a property is no such circle.",
    done: "The first of them allows any value.",
    remedy: "say with an overlay what one of them is",
    before: r##"components:
  schemas:
    First: {$ref: "#/components/schemas/Second"}
    Second: {$ref: "#/components/schemas/First"}"##,
    after: r##"components:
  schemas:
    First: {type: string}
    Second: {$ref: "#/components/schemas/First"}"##,
};

/// Breaks circles of named schemas that only refer to each other.
pub(crate) fn break_circles(schemas: &mut IndexMap<String, Schema>, diagnostics: &mut Diagnostics) {
    let mut sound: HashSet<String> = HashSet::new();
    let names: Vec<String> = schemas.keys().cloned().collect();
    for start in names {
        let mut seen: Vec<String> = Vec::new();
        let mut current = Some(start);
        while let Some(name) = current.take() {
            if sound.contains(&name) {
                break;
            }
            if seen.contains(&name) {
                open(&name, schemas, diagnostics);
                break;
            }
            current = schemas
                .get(&name)
                .and_then(|schema| schema.reference.clone());
            seen.push(name);
        }
        sound.extend(seen);
    }
}

fn open(name: &str, schemas: &mut IndexMap<String, Schema>, diagnostics: &mut Diagnostics) {
    if let Some(schema) = schemas.get_mut(name) {
        schema.reference = None;
        RULE.report(
            diagnostics,
            &schema.pointer,
            schema.span,
            format!("the schema `{name}` refers to itself and says nothing else"),
            "it allows everything",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, document, findings, with_schemas};

    const CIRCLE: &str = r##"{"A":{"$ref":"#/components/schemas/B"},"B":{"$ref":"#/components/schemas/C"},
        "C":{"$ref":"#/components/schemas/B"},"D":{"$ref":"#/components/schemas/D","description":"d"},
        "Tree":{"type":"object","properties":{"next":{"$ref":"#/components/schemas/Tree"}}}}"##;

    #[test]
    fn circles_are_opened_and_the_rest_kept() {
        let document = document(&with_schemas(CIRCLE));
        for name in ["A", "B", "C", "D"] {
            assert!(
                document.resolve(&document.schemas[name]).is_some(),
                "{name}"
            );
        }
        assert_eq!(document.schemas["A"].reference.as_deref(), Some("B"));
        assert_eq!(
            document.schemas["Tree"].properties["next"]
                .reference
                .as_deref(),
            Some("Tree")
        );
        assert_eq!(count(&findings(&with_schemas(CIRCLE)), "U007"), 2);
    }

    #[test]
    fn a_circle_of_parameters_is_left_out() {
        let text = r##"{"swagger":"2.0","parameters":{"A":{"$ref":"#/parameters/B"},"B":{"$ref":"#/parameters/A"}},
            "paths":{"/a":{"get":{"parameters":[{"$ref":"#/parameters/A"}],"responses":{"200":{"description":""}}}}}}"##;
        assert!(document(text).operations[0].parameters.is_empty());
        assert_eq!(count(&findings(text), "U007"), 1);
    }
}
