//! One finding.

use super::{Code, Severity};
use crate::load::{Pointer, Span};

/// One finding in one document: where, what was found, what was done about it, and what
/// the user can do.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Diagnostic {
    /// The stable name of this kind of finding.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The document, as the user named it.
    pub document: String,
    /// Line, counted from 1; 0 where the finding has no place in the text.
    pub line: u32,
    /// Column, counted from 1.
    pub column: u32,
    /// The JSON Pointer of the node.
    pub pointer: String,
    /// What was found.
    pub found: String,
    /// What was done about it.
    pub done: String,
    /// What the user can do.
    pub remedy: String,
}

impl Diagnostic {
    /// A finding of kind `code` at a place; [`Self::found`], [`Self::done`] and
    /// [`Self::remedy`] say the rest.
    #[must_use]
    pub fn new(code: Code, severity: Severity, pointer: &Pointer, span: Span) -> Self {
        Self {
            code,
            severity,
            document: String::new(),
            line: span.line,
            column: span.column,
            pointer: pointer.to_string(),
            found: String::new(),
            done: String::new(),
            remedy: String::new(),
        }
    }

    /// Says what was found.
    #[must_use]
    pub fn found(mut self, text: impl Into<String>) -> Self {
        self.found = text.into();
        self
    }

    /// Says what was done.
    #[must_use]
    pub fn done(mut self, text: impl Into<String>) -> Self {
        self.done = text.into();
        self
    }

    /// Says what the user can do.
    #[must_use]
    pub fn remedy(mut self, text: impl Into<String>) -> Self {
        self.remedy = text.into();
        self
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}[{}] {}", self.severity, self.code, self.document)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        if !self.pointer.is_empty() {
            write!(f, " {}", self.pointer)?;
        }
        write!(f, ": {}", self.found)?;
        if !self.done.is_empty() {
            write!(f, "; {}", self.done)?;
        }
        if !self.remedy.is_empty() {
            write!(f, "; {}", self.remedy)?;
        }
        Ok(())
    }
}
