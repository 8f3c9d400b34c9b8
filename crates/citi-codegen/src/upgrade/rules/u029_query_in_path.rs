//! U029: A path has a query string.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U029"),
    severity: Severity::Note,
    title: "A path has a query string",
    explanation: "`/rates?view=full` or `/rates{?base}`: the query belongs to the parameters. A fixed value becomes a required query parameter with that only value, a placeholder a query parameter of its name; what the document declares itself comes first.",
    done: "A fixed value becomes a required parameter with that value, a placeholder a parameter of its name.",
    remedy: "",
    before: r#"paths:
  "/rates?view=full":
    get:
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  /rates:
    get:
      parameters: [{name: view, in: query, required: true, schema: {type: string, enum: [full]}}]
      responses: {"200": {description: It is done.}}"#,
};

#[cfg(test)]
mod tests {
    use crate::model::Place;
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn the_query_becomes_parameters() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a?view=full%20x&id={key}":{"get":{"parameters":[{"name":"key","in":"path","required":true,"schema":{"type":"integer"}}],"responses":{"200":{"description":""}}}},
                "/b{?from,to}":{"get":{"parameters":[{"name":"to","in":"query","schema":{"type":"integer"}}],"responses":{"200":{"description":""}}}}}"#,
        ));
        let first = &document.operations[0];
        assert_eq!(first.path, "/a");
        let view = first
            .parameters
            .iter()
            .find(|parameter| parameter.name == "view")
            .unwrap();
        assert!(view.required && view.place == Place::Query);
        assert_eq!(
            view.schema.values.as_ref().unwrap()[0].as_str(),
            Some("full x")
        );
        let id = first
            .parameters
            .iter()
            .find(|parameter| parameter.name == "id")
            .unwrap();
        assert_eq!(
            (id.place, id.schema.types.as_slice()),
            (Place::Query, [crate::model::Type::Integer].as_slice())
        );
        assert_eq!(first.parameters.len(), 2);
        let second = &document.operations[1];
        assert_eq!(second.path, "/b");
        assert_eq!(
            second
                .parameters
                .iter()
                .map(|p| (p.name.as_str(), p.required))
                .collect::<Vec<_>>(),
            [("to", false), ("from", false)]
        );
        assert_eq!(count(&found, "U029"), 2);
    }
}
