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
    done: "The document is refused.",
    remedy: "give a Swagger 2.0 or OpenAPI 3.x document, or leave the file out of the manifest",
    before: r#"name: settings
version: 2"#,
    after: r#"openapi: 3.0.3
info: {title: Accounts, version: "1"}
paths: {}"#,
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
    let has = |path: &str| {
        let mut keys = path.split('/');
        keys.try_fold(root, |node, key| node.get(key)).is_some()
    };
    // A description says its version, so that none of these can be one.
    let others: [(&str, &str); 13] = [
        ("asyncapi", "an AsyncAPI document"),
        ("overlay", "an overlay, which corrects a description"),
        (
            "arazzo",
            "an Arazzo document, which tells workflows over descriptions",
        ),
        ("info/_postman_id", "a Postman collection"),
        ("info/schema", "a Postman collection"),
        ("collection/info", "a Postman collection"),
        ("__export_format", "an export of Insomnia"),
        ("log/entries", "a record of HTTP exchanges (HAR)"),
        ("dependencies", "the manifest of a package"),
        ("error", "an error, stored in the place of a document"),
        ("httpCode", "an error, stored in the place of a document"),
        ("__schema", "a GraphQL schema"),
        ("data/__schema", "a GraphQL schema"),
    ];
    let versioned = root.get("openapi").is_some() || root.get("swagger").is_some();
    if let (false, Some((_, what))) = (versioned, others.iter().find(|(path, _)| has(path))) {
        return format!("this is {what}");
    }
    if root.get("openapi").is_some() || root.get("swagger").is_some() {
        return "the version of the description is not readable".to_owned();
    }
    let bare = root.get("paths").is_none() && root.get("type").is_some();
    if root.get("$schema").is_some() || root.get("$id").is_some() || bare {
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
            ("{\"type\":\"object\",\"properties\":{}}", "JSON Schema"),
            ("{\"info\":{\"schema\":\"x\"},\"item\":[]}", "Postman"),
            ("{\"overlay\":\"1.0.0\"}", "overlay"),
            ("{\"log\":{\"entries\":[]}}", "HAR"),
            ("{\"error\":{\"code\":404}}", "an error"),
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
