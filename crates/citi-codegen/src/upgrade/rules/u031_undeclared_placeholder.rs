//! U031: A placeholder of the path is not declared.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Pointer, Span};
use crate::model::{Parameter, Place, Schema, Style, Type};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U031"),
    severity: Severity::Note,
    title: "A placeholder of the path is not declared",
    explanation: "The path holds `{name}`, but no parameter of that name is declared. It is declared as a required text.",
    done: "It is declared as a required text.",
    remedy: "",
    before: r#"paths:
  "/accounts/{id}":
    get:
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  "/accounts/{id}":
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
};

/// The parameter that the placeholder `name` needs.
pub(crate) fn declare(
    name: &str,
    at: &Pointer,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Parameter {
    RULE.report(
        diagnostics,
        at,
        span,
        format!("no parameter is declared for the placeholder `{{{name}}}`"),
        "it is taken as a required text",
    );
    text(name, Place::Path, true, at, span)
}

/// A parameter that holds text.
pub(crate) fn text(
    name: &str,
    place: Place,
    required: bool,
    at: &Pointer,
    span: Span,
) -> Parameter {
    Parameter {
        name: name.to_owned(),
        place,
        required,
        description: None,
        deprecated: false,
        style: if place == Place::Path {
            Style::Simple
        } else {
            Style::Form
        },
        explode: place != Place::Path,
        allow_reserved: false,
        allow_empty: false,
        content: None,
        schema: Schema {
            types: vec![Type::String],
            pointer: at.clone(),
            span,
            ..Schema::default()
        },
        examples: Vec::new(),
        pointer: at.clone(),
        span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn it_is_declared_as_text() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a/{id}/b/{id}":{"get":{"responses":{"200":{"description":""}}}}}"#,
        ));
        let parameters = &document.operations[0].parameters;
        assert_eq!(parameters.len(), 1);
        assert_eq!(
            (
                parameters[0].name.as_str(),
                parameters[0].place,
                parameters[0].required
            ),
            ("id", Place::Path, true)
        );
        assert_eq!(parameters[0].schema.types, [Type::String]);
        assert_eq!(count(&found, "U031"), 1);
    }
}
