//! A header of an answer or of a part.

use super::Schema;
use crate::load::{Pointer, Span};

/// A documented header.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name on the wire.
    pub name: String,
    /// Markdown.
    pub description: Option<String>,
    /// Whether it always comes.
    pub required: bool,
    /// What it holds.
    pub schema: Schema,
    /// Its place.
    pub pointer: Pointer,
    /// Its place.
    pub span: Span,
}
