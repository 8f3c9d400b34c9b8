//! U044: A content type is spelled crookedly.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Pointer, Span};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U044"),
    severity: Severity::Note,
    title: "A content type is spelled crookedly",
    explanation: "Blanks, a colon or a semicolon around the name, no name at all, or the same name twice. What is too much is taken away, no name means `application/json`, and the first of two is taken. `*/*` is kept as it stands.",
    done: "What is too much is taken away; no name means `application/json`.",
    remedy: "",
    before: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: ok, content: {" application/xml": {}}}}"#,
    after: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: ok, content: {application/xml: {}}}}"#,
};

/// The content type that `name` means.
pub(crate) fn name(name: &str, at: &Pointer, span: Span, diagnostics: &mut Diagnostics) -> String {
    let trimmed = name.trim_matches(|character: char| {
        character.is_whitespace() || [':', ';', ',', '"'].contains(&character)
    });
    let media = if trimmed.is_empty() {
        "application/json"
    } else {
        trimmed
    };
    if media != name {
        RULE.report(
            diagnostics,
            at,
            span,
            format!("the content type is written `{name}`"),
            format!("it is taken as `{media}`"),
        );
    }
    media.to_owned()
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn names_are_put_right() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a":{"get":{"responses":{"200":{"description":"","content":{" application/xml ":{},"application/json:":{},"":{},"*/*":{},"text/plain; charset=utf-8":{}}}}}}}"#,
        ));
        let names: Vec<_> = document.operations[0].responses[0]
            .content
            .iter()
            .map(|media| media.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "application/xml",
                "application/json",
                "*/*",
                "text/plain; charset=utf-8"
            ]
        );
        assert_eq!(count(&found, "U044"), 4);
    }
}
