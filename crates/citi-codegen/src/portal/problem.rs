//! What is wrong with a file that a person or this program wrote beside the documents.

use std::ops::Range;

/// What is wrong with one of the generator's own files (manifest, lock, names), where, and what
/// to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {found}; {remedy}")]
pub struct Problem {
    /// The file, as the user named it.
    pub file: String,
    /// Line, counted from 1; 0 if it has no place in the text.
    pub line: usize,
    /// Column in characters, counted from 1; 0 if it has no place in the text.
    pub column: usize,
    /// What was found.
    pub found: String,
    /// What to do about it.
    pub remedy: String,
    /// The text of the file and the place in it in bytes, to show it. Boxed, to keep results small.
    shown: Option<Box<(String, Range<usize>)>>,
}

impl Problem {
    /// A problem at `span` (bytes) of `text`, the text of `file`.
    #[must_use]
    pub fn at(
        file: &str,
        text: &str,
        span: Option<Range<usize>>,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let before = span.as_ref().and_then(|span| text.get(..span.start));
        let (line, column) = match before {
            Some(before) => (
                before.matches('\n').count() + 1,
                before.chars().rev().take_while(|c| *c != '\n').count() + 1,
            ),
            None => (0, 0),
        };
        Self {
            file: file.to_owned(),
            line,
            column,
            found: found.into(),
            remedy: remedy.into(),
            shown: before
                .and(span)
                .map(|span| Box::new((text.to_owned(), span))),
        }
    }

    /// A problem of the whole file.
    #[must_use]
    pub fn whole(file: &str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::at(file, "", None, found, remedy)
    }
}

impl miette::Diagnostic for Problem {
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(&self.remedy))
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        let (text, _) = &**self.shown.as_ref()?;
        Some(text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        let (_, span) = &**self.shown.as_ref()?;
        let label = miette::LabeledSpan::new_with_span(Some("here".to_owned()), span.clone());
        Some(Box::new(std::iter::once(label)))
    }
}
