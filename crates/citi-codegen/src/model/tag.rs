//! A tag.

/// A declared tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Markdown.
    pub description: Option<String>,
}
