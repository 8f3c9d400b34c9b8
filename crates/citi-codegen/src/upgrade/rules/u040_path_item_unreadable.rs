//! U040: A path can't be read.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U040"),
    severity: Severity::Warning,
    title: "A path can't be read",
    explanation: "The path holds no mapping, or refers to a place that can't be read, so that its operations are unknown. They are missing from what is generated.",
    done: "Its operations are missing from what is generated.",
    remedy: "write the operations into the document with an overlay",
    before: r#"paths:
  /accounts: later"#,
    after: r#"paths:
  /accounts: {get: {responses: {"200": {description: It is done.}}}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn it_is_told_and_the_others_are_read() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a":"later","/b":{"$ref":"other.yaml"},"/c":{"get":{"responses":{"200":{"description":""}}}},"/d":null}"#,
        ));
        assert_eq!(document.operations.len(), 1);
        assert_eq!(count(&found, "U040"), 3);
    }

    #[test]
    fn a_path_can_refer_to_another() {
        let (document, found) = upgraded(
            r##"{"openapi":"3.1.0","paths":{"/a":{"$ref":"#/components/pathItems/P"},"/b":{"$ref":"#/paths/~1a","post":{"responses":{"200":{"description":""}}}}},
               "components":{"pathItems":{"P":{"get":{"responses":{"200":{"description":""}}}}}}}"##,
        );
        let got: Vec<_> = document
            .operations
            .iter()
            .map(|o| format!("{} {}", o.method, o.path))
            .collect();
        assert_eq!(got, ["GET /a", "POST /b", "GET /b"]);
        assert_eq!(count(&found, "U040"), 0);
    }
}
