//! U002: The version of the description is not supported.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::model::Version;

use super::Rule;
use super::u001_not_a_description::Declared;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U002"),
    severity: Severity::Error,
    title: "The version of the description is not supported",
    explanation: "Swagger 2.0 and OpenAPI 3.x can be read. Swagger 1.x splits one description over many files and says nothing that later versions say; versions from 4 on do not exist yet.",
    done: "The document is refused.",
    remedy: "convert the document to OpenAPI 3.0 or 3.1",
    before: r#"openapi: 4.0.0
paths: {}"#,
    after: r#"openapi: 3.1.0
paths: {}"#,
};

/// The version to read the document by, or an error finding.
///
/// The number counts, not the member that holds it: `openapi: "2.0"` is Swagger 2.0.
pub(crate) fn version(declared: &Declared, diagnostics: &mut Diagnostics) -> Option<Version> {
    let text = declared.text.trim_start_matches(['v', 'V']);
    let mut parts = text.split('.');
    let major = parts.next().unwrap_or_default();
    let minor = parts.next().unwrap_or("0");
    match (major, minor) {
        ("2", _) => Some(Version::Swagger2),
        ("3", "0") => Some(Version::OpenApi30(text.to_owned())),
        ("3", minor) if minor.parse::<u32>().is_ok() => Some(Version::OpenApi31(text.to_owned())),
        _ => {
            RULE.report(
                diagnostics,
                &declared.pointer,
                declared.span,
                format!(
                    "version `{}` of the description is not supported",
                    declared.text
                ),
                "the document is refused",
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upgrade::testing::{document, tree};

    #[test]
    fn versions_are_read_however_they_are_written() {
        for (text, version) in [
            (r#"{"swagger":2.0}"#, "2.0"),
            (r#"{"swagger":"2.0"}"#, "2.0"),
            (r#"{"openapi":"3.0.3 "}"#, "3.0.3"),
            (r#"{"openapi":3.1}"#, "3.1"),
            (r#"{"openapi":"3.2.0"}"#, "3.2.0"),
        ] {
            assert_eq!(document(text).version.to_string(), version, "{text}");
        }
        assert!(matches!(
            document(r#"{"openapi":"3.2.0"}"#).version,
            Version::OpenApi31(_)
        ));
    }

    #[test]
    fn others_are_refused() {
        for text in [
            r#"{"swaggerVersion":"1.2"}"#,
            r#"{"swagger":"1.1"}"#,
            r#"{"openapi":"4.0.0"}"#,
            r#"{"openapi":"next"}"#,
        ] {
            let mut diagnostics = Diagnostics::new("x");
            assert!(crate::upgrade::upgrade("x", tree(text), &mut diagnostics).is_none());
            assert_eq!(diagnostics.findings()[0].code, RULE.code, "{text}");
        }
    }
}
