//! Where in a document's text something stands.

/// A place in a document: line and column, both counted from 1, and the byte
/// offset, counted from 0.
///
/// ```
/// use citi_codegen::load::Span;
/// let span = Span { line: 3, column: 5, offset: 40, ..Span::default() };
/// assert_eq!(span.to_string(), "3:5");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Line, counted from 1; 0 for what no document holds (something made up by a rule).
    pub line: u32,
    /// Column in characters, counted from 1.
    pub column: u32,
    /// Offset in bytes from the document's beginning.
    pub offset: usize,
    /// Which text it stands in: 0 for the document, else a number that
    /// [`Diagnostics::source`](crate::diagnostic::Diagnostics::source) gave (an overlay's).
    pub source: u16,
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}
