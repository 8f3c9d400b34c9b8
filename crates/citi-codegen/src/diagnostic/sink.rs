//! Where a document's findings are gathered.

use super::{Code, Diagnostic, Severity};
use crate::load::{Pointer, Span};

/// The findings of one document, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    document: String,
    findings: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty list for `document`, the name by which the user knows it.
    #[must_use]
    pub fn new(document: impl Into<String>) -> Self {
        Self {
            document: document.into(),
            findings: Vec::new(),
        }
    }

    /// The name of the document.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.document
    }

    /// Adds a finding; the document's name is filled in, unless the finding names another
    /// one (an overlay of this document, for example).
    pub fn push(&mut self, mut finding: Diagnostic) {
        if finding.document.is_empty() {
            finding.document.clone_from(&self.document);
        }
        self.findings.push(finding);
    }

    /// A note: crooked, and put right without loss.
    pub fn note(
        &mut self,
        code: Code,
        pointer: &Pointer,
        span: Span,
        found: impl Into<String>,
        done: impl Into<String>,
    ) {
        self.push(
            Diagnostic::new(code, Severity::Note, pointer, span)
                .found(found)
                .done(done),
        );
    }

    /// A warning: something of the document is approximated.
    pub fn warning(
        &mut self,
        code: Code,
        pointer: &Pointer,
        span: Span,
        found: impl Into<String>,
        done: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.push(
            Diagnostic::new(code, Severity::Warning, pointer, span)
                .found(found)
                .done(done)
                .remedy(remedy),
        );
    }

    /// An error: the document, or a part of it, can't be used.
    pub fn error(
        &mut self,
        code: Code,
        pointer: &Pointer,
        span: Span,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.push(
            Diagnostic::new(code, Severity::Error, pointer, span)
                .found(found)
                .remedy(remedy),
        );
    }

    /// All findings.
    #[must_use]
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// All findings, given away.
    #[must_use]
    pub fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}
