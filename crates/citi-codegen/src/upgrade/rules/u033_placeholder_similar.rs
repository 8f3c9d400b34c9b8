//! U033: A placeholder and its parameter are spelled differently.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U033"),
    severity: Severity::Note,
    title: "A placeholder and its parameter are spelled differently",
    explanation: "`{account-id}` in the path and `accountId` in the parameters: the names differ by case or punctuation only. The name of a path parameter is never sent, so that of the path is taken.",
    done: "The name in the path is taken.",
    remedy: "",
    before: r#"paths:
  "/accounts/{account-id}":
    get:
      parameters: [{name: accountId, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  "/accounts/{account-id}":
    get:
      parameters: [{name: account-id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
};

/// Whether two names are the same but for case and punctuation.
pub(crate) fn similar(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|character| character.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let one = plain(one);
    !one.is_empty() && one == plain(other)
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn the_name_in_the_path_is_taken() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a/{account-id}":{"get":{"parameters":[{"name":"accountId","in":"path","required":true,"schema":{"type":"integer"}}],"responses":{"200":{"description":""}}}}}"#,
        ));
        let parameters = &document.operations[0].parameters;
        assert_eq!(parameters.len(), 1);
        assert_eq!(parameters[0].name, "account-id");
        assert_eq!(parameters[0].schema.types, [crate::model::Type::Integer]);
        assert_eq!(
            (
                count(&found, "U033"),
                count(&found, "U031"),
                count(&found, "U032")
            ),
            (1, 0, 0)
        );
    }
}
