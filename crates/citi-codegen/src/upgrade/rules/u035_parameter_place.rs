//! U035: A parameter does not say where it travels.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U035"),
    severity: Severity::Warning,
    title: "A parameter does not say where it travels",
    explanation: "A parameter needs a name and a place (`query`, `path`, `header`, `cookie`). Without a name it is left out. Without a place, or with an unknown one, it goes into the path if the path has a placeholder of its name, else into the query.",
    done: "It goes into the path if that has a placeholder of its name, else into the query; without a name it is left out.",
    remedy: "give the name and the place with an overlay",
    before: r#"paths:
  /accounts:
    get:
      parameters: [{name: page, in: url, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  /accounts:
    get:
      parameters: [{name: page, in: query, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
};

#[cfg(test)]
mod tests {
    use crate::model::Place;
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn a_place_is_found() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a/{id}":{"get":{"parameters":[{"name":"id","schema":{"type":"string"}},{"name":"q","in":"url","schema":{"type":"string"}},{"in":"query"},{"name":"h","in":"Header","schema":{"type":"string"}},5],"responses":{"200":{"description":""}}}}}"#,
        ));
        let places: Vec<_> = document.operations[0]
            .parameters
            .iter()
            .map(|p| (p.name.as_str(), p.place))
            .collect();
        assert_eq!(
            places,
            [
                ("id", Place::Path),
                ("q", Place::Query),
                ("h", Place::Header)
            ]
        );
        assert_eq!(count(&found, "U035"), 3);
        assert_eq!(count(&found, "U059"), 1);
    }
}
