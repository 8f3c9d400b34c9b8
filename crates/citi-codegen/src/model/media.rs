//! A body in one media type.

use indexmap::IndexMap;

use super::{Header, Schema, Style};
use crate::load::{Node, Pointer, Span};

/// A body in one media type.
#[derive(Clone, Debug)]
pub struct Media {
    /// The media type as written, without blanks around it: `application/json; charset=utf-8`.
    pub name: String,
    /// What the body holds; `None` if the document does not say.
    pub schema: Option<Schema>,
    /// Examples of the whole body.
    pub examples: Vec<Example>,
    /// Multipart and form: how single properties travel.
    pub encoding: IndexMap<String, Encoding>,
    /// Its place.
    pub pointer: Pointer,
    /// Its place.
    pub span: Span,
}

impl Media {
    /// Type and subtype in lower case, without parameters: `application/json`.
    #[must_use]
    pub fn essence(&self) -> String {
        self.name
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    }

    /// Whether the body is JSON (`application/json`, `text/json`, `…+json`).
    #[must_use]
    pub fn is_json(&self) -> bool {
        let essence = self.essence();
        essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
    }

    /// Whether the body is XML (`application/xml`, `text/xml`, `…+xml`).
    #[must_use]
    pub fn is_xml(&self) -> bool {
        let essence = self.essence();
        essence == "application/xml" || essence == "text/xml" || essence.ends_with("+xml")
    }
}

/// How one property of a multipart or form body travels.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// The part's media type.
    pub content_type: Option<String>,
    /// How an array or object becomes text.
    pub style: Option<Style>,
    /// Whether each item is a pair of its own.
    pub explode: Option<bool>,
    /// Headers of the part.
    pub headers: Vec<Header>,
}

/// One example.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its name under `examples`; empty for a plain `example`.
    pub name: String,
    /// One line.
    pub summary: Option<String>,
    /// The value; a string for media types that are not JSON, and often for those that are.
    pub value: Node,
    /// Its place.
    pub pointer: Pointer,
}
