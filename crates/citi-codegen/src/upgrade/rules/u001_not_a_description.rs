//! U001: The file is no API description.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Node, Pointer};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U001"),
    severity: Severity::Error,
    title: "The file is no API description",
    explanation: "A file must be a mapping that says `swagger: \"2.0\"` or `openapi: 3.x`. Other files (plain configuration, JSON Schema, AsyncAPI, the resource listings of Swagger 1) are refused, for nothing in them says which operations there are.",
    remedy: "give a Swagger 2.0 or OpenAPI 3.x document, or leave the file out of the manifest",
};

/// The version that a document declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Declared {
    /// The version as written, without blanks.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) pointer: Pointer,
    /// Where it stands.
    pub(crate) span: crate::load::Span,
}

/// The version that `root` declares, or an error finding that says what it is instead.
pub(crate) fn declared(root: &Node, diagnostics: &mut Diagnostics) -> Option<Declared> {
    for key in ["swagger", "openapi", "swaggerVersion"] {
        if let Some(node) = root.get(key)
            && let Some(text) = node.scalar_text()
        {
            return Some(Declared {
                text: text.trim().to_owned(),
                pointer: Pointer::root().key(key),
                span: node.span,
            });
        }
    }
    RULE.report(
        diagnostics,
        &Pointer::root(),
        root.span,
        describe(root),
        "the document is refused",
    );
    None
}

fn describe(root: &Node) -> String {
    if !root.is_mapping() {
        return "the file holds no mapping".to_owned();
    }
    if root.get("asyncapi").is_some() {
        return "this is an AsyncAPI document".to_owned();
    }
    if root.get("openapi").is_some() || root.get("swagger").is_some() {
        return "the version of the description is not readable".to_owned();
    }
    if root.get("$schema").is_some() || root.get("$id").is_some() {
        return "this is a JSON Schema, not an API description".to_owned();
    }
    "neither `swagger` nor `openapi` names a version".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upgrade::testing::tree;

    #[test]
    fn what_is_no_description_is_refused_with_a_reason() {
        for (text, reason) in [
            ("[]", "no mapping"),
            ("{\"name\":1}", "neither"),
            ("{\"asyncapi\":\"2.0.0\"}", "AsyncAPI"),
            ("{\"$schema\":\"x\",\"type\":\"object\"}", "JSON Schema"),
            ("{\"openapi\":{}}", "version"),
        ] {
            let mut diagnostics = Diagnostics::new("x");
            assert!(crate::upgrade::upgrade("x", tree(text), &mut diagnostics).is_none());
            let finding = &diagnostics.findings()[0];
            assert_eq!(finding.code, RULE.code);
            assert!(finding.found.contains(reason), "{finding}");
            assert!(!finding.remedy.is_empty());
        }
    }
}
