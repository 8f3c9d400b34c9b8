//! What an operation takes.

use super::Media;
use crate::load::{Pointer, Span};

/// The body of a request.
#[derive(Clone, Debug)]
pub struct Body {
    /// Markdown.
    pub description: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// What it can be, in the document's order; never empty.
    pub content: Vec<Media>,
    /// Its place.
    pub pointer: Pointer,
    /// Its place.
    pub span: Span,
}
