//! U053: A security scheme can't be read.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U053"),
    severity: Severity::Warning,
    title: "A security scheme can't be read",
    explanation: "The definition of a scheme lacks its type, or what its type needs. It is listed as one of an unknown kind; calls are made without it.",
    done: "It is of an unknown kind, and calls are made without it.",
    remedy: "complete the scheme with an overlay",
    before: "components: {securitySchemes: {key: {type: magic}}}",
    after: "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}",
};

#[cfg(test)]
mod tests {
    use crate::model::SchemeKind;
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn its_kind_is_unknown() {
        let (document, found) = upgraded(
            r#"{"swagger":"2.0","securityDefinitions":{"a":{"type":"magic"},"b":{"type":"apiKey"},"c":null,"d":{"type":"oauth2","flow":"dance"}}}"#,
        );
        assert_eq!(
            document.schemes["a"].kind,
            SchemeKind::Unknown {
                kind: "magic".into()
            }
        );
        assert!(matches!(
            document.schemes["b"].kind,
            SchemeKind::Unknown { .. }
        ));
        assert!(matches!(
            document.schemes["c"].kind,
            SchemeKind::Unknown { .. }
        ));
        assert_eq!(count(&found, "U053"), 4);
    }
}
