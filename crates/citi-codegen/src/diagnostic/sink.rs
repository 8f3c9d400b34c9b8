//! Where a document's findings are gathered.

use super::{Code, Diagnostic, Severity};
use crate::load::{Pointer, Span};

/// The findings of one document, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    document: String,
    /// Further texts that nodes of the document come from; the first has number 1.
    sources: Vec<String>,
    findings: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty list for `document`, the name by which the user knows it.
    #[must_use]
    pub fn new(document: impl Into<String>) -> Self {
        Self {
            document: document.into(),
            sources: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// An empty list for the same document and the same further texts.
    pub(crate) fn beside(&self) -> Self {
        Self {
            document: self.document.clone(),
            sources: self.sources.clone(),
            findings: Vec::new(),
        }
    }

    /// The name of the document.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The number of the text `name` (an overlay of this document): findings on places with this
    /// [`Span::source`] name it.
    ///
    /// ```
    /// use citi_codegen::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
    /// use citi_codegen::load::{Pointer, Span};
    /// let mut findings = Diagnostics::new("bank.yaml");
    /// let source = findings.source("overlays/bank.yaml");
    /// let span = Span { line: 7, source, ..Span::default() };
    /// findings.push(Diagnostic::new(Code("U005"), Severity::Warning, &Pointer::root(), span));
    /// assert_eq!(findings.findings()[0].document, "overlays/bank.yaml");
    /// ```
    pub fn source(&mut self, name: &str) -> u16 {
        if name == self.document {
            return 0;
        }
        let known = self.sources.iter().position(|source| source == name);
        let index = known.unwrap_or_else(|| {
            self.sources.push(name.to_owned());
            self.sources.len() - 1
        });
        // More overlays than that share the last number, and with it a name.
        u16::try_from(index + 1).unwrap_or(u16::MAX)
    }

    /// Adds a finding; the name of the document, or of the overlay that its place stands in, is
    /// filled in, unless the finding names one itself.
    pub fn push(&mut self, mut finding: Diagnostic) {
        if finding.document.is_empty() {
            let source = usize::from(finding.source)
                .checked_sub(1)
                .and_then(|index| self.sources.get(index));
            finding
                .document
                .clone_from(source.unwrap_or(&self.document));
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
