//! One parameter.

use super::{Example, Schema};
use crate::load::{Pointer, Span};

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "named as in OpenAPI")]
pub enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

impl Place {
    /// The word for it in a document: `query`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How an array or object becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Path and header: `a,b`.
    Simple,
    /// Query and cookie: `n=a,b`, exploded `n=a&n=b`.
    Form,
    /// Path: `.a,b`.
    Label,
    /// Path: `;n=a,b`.
    Matrix,
    /// Query: `n=a%20b`.
    SpaceDelimited,
    /// Query: `n=a|b`.
    PipeDelimited,
    /// Swagger 2.0 `tsv`: tabs between the items.
    TabDelimited,
    /// Query: `n[key]=value`.
    DeepObject,
}

/// One parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// Where it travels.
    pub place: Place,
    /// Whether the bank wants it; always for path parameters.
    pub required: bool,
    /// Markdown.
    pub description: Option<String>,
    /// Whether it is going away.
    pub deprecated: bool,
    /// How an array or object becomes text; scalars are written as they are.
    pub style: Style,
    /// Whether each item is a pair of its own.
    pub explode: bool,
    /// Query: reserved characters are sent as they are.
    pub allow_reserved: bool,
    /// Query: may be sent as `name=`.
    pub allow_empty: bool,
    /// The media type if the value is a whole document (`content`), JSON mostly.
    pub content: Option<String>,
    /// What it holds.
    pub schema: Schema,
    /// Examples of the parameter itself; its schema may hold more.
    pub examples: Vec<Example>,
    /// Its place.
    pub pointer: Pointer,
    /// Its place.
    pub span: Span,
}
