//! A finding with a look at its place.

use std::path::Path;

use citi_codegen::diagnostic::{Diagnostic, Severity};

use super::excerpt::{Excerpt, Texts};

/// A finding with a look at its place in the document.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    finding: &'a Diagnostic,
    message: String,
    excerpt: Option<Excerpt>,
}

impl<'a> Shown<'a> {
    /// The finding; the file that it names, from the folder `base`, is read again to show the place, and left out if
    /// it can't be.
    pub(super) fn new(finding: &'a Diagnostic, base: &Path, texts: &mut Texts) -> Self {
        let message = match finding.done.as_str() {
            "" => finding.found.clone(),
            done => format!("{}; {done}", finding.found),
        };
        let file = base.join(&finding.document);
        Self {
            finding,
            message,
            excerpt: texts.excerpt(&file, finding.line, finding.column),
        }
    }

    /// Document, line and column, as editors take it.
    pub(super) fn place(&self) -> String {
        let finding = self.finding;
        match finding.line {
            0 => finding.document.clone(),
            line => format!("{}:{line}:{}", finding.document, finding.column),
        }
    }
}

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn std::fmt::Display + 'b>> {
        Some(Box::new(self.finding.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Note => miette::Severity::Advice,
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn std::fmt::Display + 'b>> {
        let remedy = &self.finding.remedy;
        (!remedy.is_empty()).then(|| Box::new(remedy) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.excerpt
            .as_ref()
            .map(|excerpt| excerpt as &dyn miette::SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        let excerpt = self.excerpt.as_ref()?;
        let label = match self.finding.short_pointer() {
            pointer if pointer.is_empty() => "here".to_owned(),
            pointer => pointer,
        };
        let label = miette::LabeledSpan::new(Some(label), excerpt.offset, 1);
        Some(Box::new(std::iter::once(label)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use citi_codegen::diagnostic::Code;
    use citi_codegen::load::{Pointer, Span};

    #[test]
    fn a_finding_shows_the_line_of_the_file_that_it_names() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("laid-over.yaml"), "one\ntwo: three\n").unwrap();
        let span = Span {
            line: 2,
            column: 6,
            ..Span::default()
        };
        let mut finding = Diagnostic::new(
            Code("U017"),
            Severity::Note,
            &Pointer::root().key("two"),
            span,
        )
        .found("a type is called `three`");
        finding.document = "laid-over.yaml".to_owned();
        let shown = Shown::new(&finding, folder.path(), &mut Texts::default());
        assert_eq!(shown.place(), "laid-over.yaml:2:6");
        let text = super::super::drawn(&shown, false);
        for part in ["U017", "a type is called `three`", "2 │ two: three", "/two"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
