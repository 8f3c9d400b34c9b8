//! U039: Two operations have the same path and method.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::model::{Method, Operation};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U039"),
    severity: Severity::Note,
    title: "Two operations have the same path and method",
    explanation: "The paths are equal, or differ only by the names of their placeholders, by a query or by a fragment. Both operations are kept.",
    done: "Both are kept.",
    remedy: "",
    before: r#"paths:
  /rates/{base}: {get: {responses: {"200": {description: It is done.}}}}
  /rates/{pair}: {get: {responses: {"200": {description: It is done.}}}}"#,
    after: r#"paths:
  /rates/{base}: {get: {responses: {"200": {description: It is done.}}}}
  /pairs/{pair}: {get: {responses: {"200": {description: It is done.}}}}"#,
};

/// Tells of operations that share path and method with an earlier one.
pub(crate) fn tell(operations: &[Operation], diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<(Method, String), &Operation> = HashMap::new();
    for operation in operations {
        let key = (operation.method, shape(&operation.path));
        if let Some(first) = seen.get(&key) {
            RULE.report(
                diagnostics,
                &operation.pointer,
                operation.span,
                format!(
                    "{} {} is sent like {} {}",
                    operation.method, operation.path, first.method, first.path
                ),
                "both operations are kept",
            );
        } else {
            seen.insert(key, operation);
        }
    }
}

/// The path with its placeholders emptied.
fn shape(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        inside &= character != '}';
        if !inside {
            out.push(character);
        }
        inside |= character == '{';
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn both_are_kept() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a/{x}":{"get":{"responses":{"200":{"description":""}}},"post":{"responses":{"200":{"description":""}}}},"/a/{y}":{"get":{"responses":{"200":{"description":""}}}}}"#,
        ));
        assert_eq!(document.operations.len(), 3);
        assert_eq!(count(&found, "U039"), 1);
    }
}
