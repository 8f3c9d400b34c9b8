//! A finding with a look at its place.

use citi_codegen::diagnostic::Diagnostic;

/// A finding with a look at its place in the document.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    finding: &'a Diagnostic,
    text: Option<String>,
    offset: usize,
}

impl<'a> Shown<'a> {
    /// The finding; the document is read again to show the place, and left out if it can't be.
    pub(super) fn new(finding: &'a Diagnostic) -> Self {
        let text = std::fs::read_to_string(crate::house::root().join(&finding.document)).ok();
        let offset = text.as_deref().and_then(|text| offset(text, finding));
        Self {
            finding,
            text: text.filter(|_| offset.is_some()),
            offset: offset.unwrap_or_default(),
        }
    }
}

/// The offset in bytes of the finding's line and column.
fn offset(text: &str, finding: &Diagnostic) -> Option<usize> {
    let line = usize::try_from(finding.line).ok()?.checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let column = usize::try_from(finding.column.saturating_sub(1)).ok()?;
    let rest = text.get(start..)?.lines().next()?;
    Some(start + rest.chars().take(column).map(char::len_utf8).sum::<usize>())
}

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.finding.found)
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn std::fmt::Display + 'b>> {
        Some(Box::new(self.finding.code))
    }

    fn help<'b>(&'b self) -> Option<Box<dyn std::fmt::Display + 'b>> {
        Some(Box::new(&self.finding.remedy))
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.text
            .as_ref()
            .map(|text| text as &dyn miette::SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        self.text.as_ref()?;
        let pointer = Some(self.finding.pointer.clone()).filter(|pointer| !pointer.is_empty());
        let label =
            miette::LabeledSpan::new(pointer.or_else(|| Some("here".to_owned())), self.offset, 1);
        Some(Box::new(std::iter::once(label)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use citi_codegen::diagnostic::{Code, Severity};
    use citi_codegen::load::{Pointer, Span};

    #[test]
    fn a_place_is_found_in_characters() {
        let span = Span {
            line: 2,
            column: 3,
            offset: 0,
            ..Span::default()
        };
        let finding = Diagnostic::new(Code("T001"), Severity::Error, &Pointer::root(), span);
        assert_eq!(offset("a\nüöx\n", &finding), Some(6));
        assert_eq!(offset("a\n", &finding), None);
    }
}
