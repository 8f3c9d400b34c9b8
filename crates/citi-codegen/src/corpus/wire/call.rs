//! [`Call`]: one call of one operation.

use crate::load::Span;
use crate::lower::plan::{Encoding, RustType};

/// One call of one operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// Method of the client.
    pub ident: String,
    /// The operation as the user knows it: `GET /accounts`.
    pub operation: String,
    /// Its place in the document.
    pub pointer: String,
    /// Its place in the text.
    pub span: Span,
    /// What is given to the builder.
    pub arguments: Vec<Argument>,
    /// Headers beside the arguments: credentials, and what the runtime fills in.
    pub headers: Vec<(String, String)>,
    /// Query parameters beside the arguments, likewise.
    pub query: Vec<(String, String)>,
    /// The query parameters among the arguments, as they are called on the wire.
    pub query_names: Vec<String>,
    /// How the body is written.
    pub encoding: Option<Encoding>,
    /// The media type that it is sent in.
    pub content_type: Option<String>,
    /// Whether the document describes no answer of success.
    pub hopeless: bool,
    /// Another path of this method that no address tells from this one.
    pub twin: Option<String>,
}

/// One argument of a builder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The builder's method.
    pub setter: String,
    /// What it takes.
    pub ty: RustType,
    /// Its value, as JSON.
    pub json: String,
}
