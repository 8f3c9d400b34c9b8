//! U011: A flag is written as text.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Node, Pointer};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U011"),
    severity: Severity::Note,
    title: "A flag is written as text",
    explanation: "`required: 'true'`, `nullable: \"false\"`, `deprecated: 1`: a flag in quotes or as a number. It is read as the flag that it names.",
    done: "It is read as the flag that it names.",
    remedy: "",
    before: r#"paths:
  /accounts:
    get:
      deprecated: 'true'
      responses: {"200": {description: It is done.}}"#,
    after: r#"paths:
  /accounts:
    get:
      deprecated: true
      responses: {"200": {description: It is done.}}"#,
};

/// The flag that `node` holds; anything that is none is false.
pub(crate) fn flag(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) -> bool {
    if let Some(flag) = node.as_bool() {
        return flag;
    }
    let Some(flag) = spelled(node) else {
        if !node.is_null() {
            RULE.report(
                diagnostics,
                at,
                node.span,
                "this is no flag",
                "it is taken as false",
            );
        }
        return false;
    };
    RULE.report(
        diagnostics,
        at,
        node.span,
        format!("the flag is written as {}", node.to_json()),
        format!("it is taken as {flag}"),
    );
    flag
}

/// The flag that a text or number spells.
pub(crate) fn spelled(node: &Node) -> Option<bool> {
    let text = node.scalar_text()?;
    match text
        .trim()
        .trim_matches(['"', '\''])
        .to_ascii_lowercase()
        .as_str()
    {
        "true" | "yes" | "y" | "1" | "on" => Some(true),
        "false" | "no" | "n" | "0" | "off" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths_2};

    #[test]
    fn flags_in_quotes_count() {
        let (document, found) = upgraded(&with_paths_2(
            r#"{"/a":{"get":{"deprecated":"false","parameters":[{"in":"query","name":"q","type":"string","required":"true"}],"responses":{"200":{"description":""}}}}}"#,
        ));
        assert!(document.operations[0].parameters[0].required);
        assert!(!document.operations[0].deprecated);
        assert_eq!(count(&found, "U011"), 2);
    }
}
