//! [`Documents`]: the documents, read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use citi_codegen::diagnostic::Diagnostics;
use citi_codegen::load::{Node, load};
use citi_codegen::model::{Document, Operation, Schema, SourceKind};
use citi_codegen::upgrade::upgrade;

use super::{Embedded, PUBLISHED, Pieces};
use crate::gate::Patterns;

/// Every document, read into the model.
#[derive(Default)]
pub(crate) struct Documents {
    /// In the portal's order.
    pub(crate) apis: Vec<Api>,
    /// Every pattern that they hold, compiled.
    pub(crate) patterns: Patterns,
}

/// One document, read.
pub(crate) struct Api {
    /// The portal's id of it, which is the name of its category and of its limit.
    pub(crate) id: &'static str,
    /// What it means.
    pub(crate) document: Document,
    /// The path that all of its operations stand below, without a slash at the end.
    pub(crate) base: String,
    /// Its operations.
    pub(crate) endpoints: Vec<Endpoint>,
}

impl Api {
    fn new(id: &'static str, document: Document) -> Self {
        let base = base(&document);
        Self {
            id,
            endpoints: endpoints(&document, &base),
            base,
            document,
        }
    }
}

/// An operation at its full path.
pub(crate) struct Endpoint {
    /// `operationId`.
    pub(crate) id: Arc<str>,
    /// Path template with the base path: `/payments/v1/domestic/{paymentId}`.
    pub(crate) path: Arc<str>,
    /// The same, as paths are held against it.
    pub(crate) pieces: Pieces,
    /// Scopes that a token must hold.
    pub(crate) scopes: Vec<String>,
    /// The rest.
    pub(crate) operation: Operation,
}

/// A document that can't be served.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the document {id} can't be read: {reason}; repair specs/{id}/{id}.yaml")]
pub(crate) struct DocumentsError {
    id: &'static str,
    reason: String,
}

impl Documents {
    /// The documents that this crate was built with. They are read once, whatever many sandboxes there are.
    ///
    /// # Errors
    /// A document that is no description, or holds a pattern that is none.
    pub(crate) fn published() -> Result<&'static Self, DocumentsError> {
        static READ: LazyLock<Result<Documents, DocumentsError>> =
            LazyLock::new(|| Documents::read(&PUBLISHED));
        READ.as_ref().map_err(Clone::clone)
    }

    fn read(published: &'static [Embedded]) -> Result<Self, DocumentsError> {
        let mut apis = Vec::new();
        let mut patterns = Patterns::default();
        for source in published {
            let refused = |reason: String| DocumentsError {
                id: source.id,
                reason,
            };
            let mut findings = Diagnostics::new(source.id);
            let loaded =
                load(source.id, source.text.as_bytes()).map_err(|found| refused(first(&found)))?;
            let document = upgrade(source.id, loaded.root, &mut findings)
                .ok_or_else(|| refused(first(&findings)))?;
            for schema in document.schemas.values() {
                patterns.gather(schema).map_err(refused)?;
            }
            for operation in &document.operations {
                for schema in operation_schemas(operation) {
                    patterns.gather(schema).map_err(refused)?;
                }
            }
            apis.push(Api::new(source.id, document));
        }
        Ok(Self { apis, patterns })
    }

    /// Reads a document of somebody else out of its tree; a pattern that is none, as documents of the wild
    /// have them, is no bound there.
    ///
    /// # Errors
    /// Why it is no description.
    pub(crate) fn add_other(&mut self, id: &'static str, root: Node) -> Result<&Api, String> {
        let mut findings = Diagnostics::new(id);
        let document = upgrade(id, root, &mut findings);
        let document = document.ok_or_else(|| first(&findings))?;
        for schema in document.schemas.values() {
            self.patterns.gather_leniently(schema);
        }
        for operation in &document.operations {
            for schema in operation_schemas(operation) {
                self.patterns.gather_leniently(schema);
            }
        }
        let mut api = Api::new(id, document);
        api.endpoints
            .retain(|it| it.operation.kind == SourceKind::Path);
        self.apis.push(api);
        self.apis.last().ok_or_else(|| "it was not kept".to_owned())
    }

    /// Every scope of every document, in order.
    pub(crate) fn scopes(&self) -> BTreeMap<String, String> {
        use citi_codegen::model::SchemeKind;
        let mut scopes = BTreeMap::new();
        for scheme in self
            .apis
            .iter()
            .flat_map(|api| api.document.schemes.values())
        {
            if let SchemeKind::OAuth2 { flows } = &scheme.kind {
                for flow in flows {
                    scopes.extend(flow.scopes.clone());
                }
            }
        }
        scopes
    }

    /// The type names that the events document lists.
    pub(crate) fn event_types(&self) -> Vec<String> {
        self.apis
            .iter()
            .filter_map(|api| api.document.schemas.get("EventType"))
            .filter_map(|schema| schema.values.as_ref())
            .flatten()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect()
    }
}

/// What is said first of a document that was refused.
pub(crate) fn first(findings: &Diagnostics) -> String {
    findings.findings().first().map_or_else(
        || "it is no API description".to_owned(),
        |it| it.found.clone(),
    )
}

/// The path of a document's first server.
fn base(document: &Document) -> String {
    let first = document.servers.first();
    first
        .map(|server| match url::Url::parse(&server.url) {
            Ok(url) => url.path().trim_end_matches('/').to_owned(),
            // An address without a host: a path alone.
            Err(_) if server.url.starts_with('/') => server.url.trim_end_matches('/').to_owned(),
            Err(_) => String::new(),
        })
        .unwrap_or_default()
}

fn endpoints(document: &Document, base: &str) -> Vec<Endpoint> {
    document
        .operations
        .iter()
        .map(|operation| {
            let scopes: BTreeSet<_> = operation
                .security
                .iter()
                .flat_map(|requirement| requirement.schemes.values().flatten().cloned())
                .collect();
            let path = format!("{base}{}", operation.path);
            Endpoint {
                id: operation.id.as_deref().unwrap_or("unnamed").into(),
                pieces: Pieces::of(&path),
                path: path.into(),
                scopes: scopes.into_iter().collect(),
                operation: operation.clone(),
            }
        })
        .collect()
}

/// Every schema that stands in an operation itself.
fn operation_schemas(operation: &Operation) -> impl Iterator<Item = &Schema> {
    let parameters = operation.parameters.iter().map(|it| &it.schema);
    let bodies = operation.body.iter().flat_map(|body| &body.content);
    let answers = operation.responses.iter().flat_map(|it| &it.content);
    let headers = operation
        .responses
        .iter()
        .flat_map(|it| it.headers.iter().map(|header| &header.schema));
    parameters
        .chain(
            bodies
                .chain(answers)
                .filter_map(|media| media.schema.as_ref()),
        )
        .chain(headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_its_full_path_and_its_scope() {
        let documents = Documents::published().unwrap();
        let endpoints: Vec<_> = documents
            .apis
            .iter()
            .flat_map(|api| &api.endpoints)
            .collect();
        assert_eq!(endpoints.len(), 13);
        assert!(endpoints.iter().all(|it| it.scopes.len() == 1));
        assert!(endpoints.iter().any(|it| {
            &*it.id == "cancelPayment" && &*it.path == "/payments/v1/domestic/{paymentId}/cancel"
        }));
    }

    #[test]
    fn scopes_and_types_of_event_are_those_of_the_documents() {
        let documents = Documents::published().unwrap();
        let scopes: Vec<_> = documents.scopes().into_keys().collect();
        assert_eq!(
            scopes,
            [
                "accounts:read",
                "cards:read",
                "fx:read",
                "fx:write",
                "payments:read",
                "payments:write"
            ]
        );
        assert_eq!(documents.event_types().len(), 7);
    }

    #[test]
    fn a_broken_document_is_named() {
        static BROKEN: [Embedded; 1] = [Embedded {
            id: "fx",
            text: "title: no description",
        }];
        let error = Documents::read(&BROKEN).err().unwrap().to_string();
        assert!(
            error.starts_with("the document fx can't be read: "),
            "{error}"
        );
    }
}
