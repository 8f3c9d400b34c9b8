//! The stage's entry.

use std::collections::HashSet;

use crate::diagnostic::Diagnostics;
use crate::load::Node;
use crate::model::Document;

use super::read::Reader;
use super::rules::{u001_not_a_description, u002_unsupported_version};

/// Reads a document of any version into the model.
///
/// `id` is what the portal calls the document. Whatever is crooked is put right and told to
/// `diagnostics`; `None` means that the tree is no API description of a version that can be
/// read, and an error finding says why and what to do.
///
/// ```
/// use citi_codegen::{diagnostic::Diagnostics, load::{Entry, Node, Span, Value}, upgrade::upgrade};
/// let text = |text: &str| Node::string(text, Span::default());
/// let member = |key: &str, value| Entry { key: key.to_owned(), key_span: Span::default(), value };
/// let root = Node::new(Value::Mapping(vec![
///     member("openapi", text("3.0.3")),
///     member("paths", Node::new(Value::Mapping(vec![]), Span::default())),
/// ]), Span::default());
/// let mut diagnostics = Diagnostics::new("empty.yaml");
/// let document = upgrade("empty", root, &mut diagnostics).unwrap();
/// assert!(document.operations.is_empty());
/// ```
#[allow(
    clippy::needless_pass_by_value,
    reason = "the stages hand the document on; a tree that was read is of no further use"
)]
pub fn upgrade(id: &str, root: Node, diagnostics: &mut Diagnostics) -> Option<Document> {
    let mut found = diagnostics.beside();
    let document = read(id, &root, &mut found);
    // What many operations refer to is read for each of them, and told once.
    let mut told = HashSet::new();
    for finding in found.into_findings() {
        if told.insert((finding.code, finding.pointer.clone(), finding.found.clone())) {
            diagnostics.push(finding);
        }
    }
    document
}

fn read(id: &str, root: &Node, diagnostics: &mut Diagnostics) -> Option<Document> {
    let declared = u001_not_a_description::declared(root, diagnostics)?;
    let version = u002_unsupported_version::version(&declared, diagnostics)?;
    Some(Reader::new(root, version, diagnostics).document(id))
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, document, findings};

    #[test]
    fn what_is_shared_is_told_once() {
        let found = findings(
            r##"{"openapi":"3.0.3","paths":{"/a":{"get":{"responses":{"200":{"$ref":"#/components/responses/R"}}},
              "put":{"responses":{"200":{"$ref":"#/components/responses/R"}}}}},
            "components":{"responses":{"R":{"description":"","content":{" text/plain":{}}}}}}"##,
        );
        assert_eq!(count(&found, "U044"), 1);
    }

    #[test]
    fn a_document_without_any_operation_is_still_one() {
        let document =
            document(r#"{"swagger":"2.0","info":{"title":"T","version":1.0},"paths":{}}"#);
        assert_eq!(document.title, "T");
        assert_eq!(document.api_version, "1.0");
        assert!(document.operations.is_empty());
    }

    #[test]
    fn a_regular_document_has_no_findings() {
        let found = findings(
            r##"{"openapi":"3.0.3","info":{"title":"T","version":"1"},
            "servers":[{"url":"https://api.example.com/v1"}],
            "paths":{"/a/{id}":{"get":{"operationId":"getA",
              "parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}],
              "responses":{"200":{"description":"ok","content":{"application/json":{
                "schema":{"$ref":"#/components/schemas/A"}}}}}}}},
            "components":{"schemas":{"A":{"type":"object","properties":{"n":{"type":"number"}}}}}}"##,
        );
        assert!(found.is_empty(), "{found:?}");
    }
}
