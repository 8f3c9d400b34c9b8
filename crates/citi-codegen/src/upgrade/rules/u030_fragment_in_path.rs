//! U030: A path has a fragment.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U030"),
    severity: Severity::Note,
    title: "A path has a fragment",
    explanation: "What stands after `#` in a path is never sent; it is written to tell two descriptions of one path apart. It is taken away.",
    done: "The fragment is taken away.",
    remedy: "",
    before: r#"paths:
  "/rates#all":
    get:
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  /rates:
    get:
      responses: {"200": {description: It is done.}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn both_operations_stay() {
        let (document, found) = upgraded(&with_paths(
            r##"{"/a#one":{"post":{"responses":{"200":{"description":""}}}},"/a#two":{"post":{"responses":{"200":{"description":""}}}}}"##,
        ));
        assert_eq!(
            document
                .operations
                .iter()
                .map(|o| o.path.as_str())
                .collect::<Vec<_>>(),
            ["/a", "/a"]
        );
        assert_eq!(count(&found, "U030"), 2);
        assert_eq!(count(&found, "U039"), 1);
    }
}
