//! U028: A path does not begin with a slash.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U028"),
    severity: Severity::Note,
    title: "A path does not begin with a slash",
    explanation: "Paths are relative to the server and begin with `/`; the slash is put before it, and blanks around it are taken away.",
    done: "The slash is put before it.",
    remedy: "",
    before: r#"paths:
  accounts:
    get:
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: It is done.}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn the_slash_is_put_there() {
        let (document, found) = upgraded(&with_paths(
            r#"{"a/b ":{"get":{"responses":{"200":{"description":""}}}}}"#,
        ));
        assert_eq!(document.operations[0].path, "/a/b");
        assert_eq!(document.operations[0].pointer.as_str(), "/paths/a~1b /get");
        assert_eq!(count(&found, "U028"), 1);
    }
}
