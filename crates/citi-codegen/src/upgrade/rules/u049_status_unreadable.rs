//! U049: An answer is documented for no status.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U049"),
    severity: Severity::Warning,
    title: "An answer is documented for no status",
    explanation: "The key of the answer names no status. It is taken as the answer for every status that is not documented, if there is none yet; else it is left out.",
    done: "It is the answer for every other status, if there is none yet; else it is left out.",
    remedy: "give the status with an overlay",
    before: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: ok}, other: {description: no}}"#,
    after: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: ok}, default: {description: no}}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn it_becomes_the_default() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a":{"get":{"responses":{"200":{"description":"ok"},"oops":{"description":"other"},"more":{"description":"x"},"x-note":{}}}}}"#,
        ));
        let got: Vec<_> = document.operations[0]
            .responses
            .iter()
            .map(|r| (r.status.to_string(), r.description.clone().unwrap()))
            .collect();
        assert_eq!(
            got,
            [
                ("200".to_owned(), "ok".to_owned()),
                ("default".to_owned(), "other".to_owned())
            ]
        );
        assert_eq!(count(&found, "U049"), 2);
    }
}
