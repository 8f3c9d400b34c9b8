//! One operation: a path and a method.

use indexmap::IndexMap;

use super::{Body, Method, Parameter, Requirement, Response, Server};
use crate::load::{Node, Pointer, Span};

/// Where an operation stands in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// Under `paths`: the client calls it.
    Path,
    /// Under `webhooks`, or a webhook described as a path and marked as such: the bank calls it.
    Webhook,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub kind: SourceKind,
    /// Path template as the client sends it, relative to the server: begins with `/`, holds
    /// `{name}` for each path parameter, no query string.
    pub path: String,
    /// Method.
    pub method: Method,
    /// `operationId` as published; `None` if missing or empty.
    pub id: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// One line.
    pub summary: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// Whether it is going away.
    pub deprecated: bool,
    /// Its parameters and those of its path, in the document's order; each pair of
    /// (place, name) once. Every placeholder of the path has one; none is a body or form field.
    pub parameters: Vec<Parameter>,
    /// What it takes.
    pub body: Option<Body>,
    /// What it answers, by status.
    pub responses: Vec<Response>,
    /// Alternatives of what it takes to call it: the operation's own, else the document's.
    /// Empty if nobody needs to authenticate.
    pub security: Vec<Requirement>,
    /// Its own servers, or its path's; empty: the document's.
    pub servers: Vec<Server>,
    /// `x-…` members.
    pub extensions: IndexMap<String, Node>,
    /// Its place.
    pub pointer: Pointer,
    /// Its place.
    pub span: Span,
}
