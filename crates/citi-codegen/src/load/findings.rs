//! Findings, gathered within bounds.

use std::collections::BTreeMap;

use super::{Pointer, Span};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};

/// Why reading stopped: an error finding. Boxed, for it is large and rare.
pub(super) type Stop = Box<Diagnostic>;

/// How many findings of one kind are told one by one. A document can repeat a quirk a
/// million times; nobody reads the rest, and their messages would fill the memory.
const TOLD: usize = 100;

/// Findings, of each kind a bounded number; the others are counted.
#[derive(Default)]
pub(super) struct Findings {
    told: Vec<Diagnostic>,
    counts: BTreeMap<Code, (usize, Severity)>,
}

impl Findings {
    /// Adds a finding of kind `code`; `make` is called only if it is told.
    pub(super) fn add(
        &mut self,
        code: Code,
        severity: Severity,
        make: impl FnOnce() -> Diagnostic,
    ) {
        let count = self.counts.entry(code).or_insert((0, severity));
        count.0 += 1;
        count.1 = count.1.max(severity);
        if count.0 <= TOLD {
            self.told.push(make());
        }
    }

    /// These findings, and those of a second reading after them.
    pub(super) fn and(mut self, later: Self) -> Self {
        self.told.extend(later.told);
        for (code, (count, severity)) in later.counts {
            let sum = self.counts.entry(code).or_insert((0, severity));
            sum.0 += count;
            sum.1 = sum.1.max(severity);
        }
        self
    }

    /// Moves all findings into `diagnostics`, with a last line for each kind that had more
    /// than are told.
    pub(super) fn finish(self, diagnostics: &mut Diagnostics) {
        for finding in self.told {
            diagnostics.push(finding);
        }
        for (code, (count, severity)) in self.counts {
            if count > TOLD {
                let more = Diagnostic::new(code, severity, &Pointer::root(), Span::default())
                    .found(format!("{} more of this kind", count - TOLD))
                    .done("each treated like those before");
                diagnostics.push(more);
            }
        }
    }
}

/// An error finding that ends the reading.
pub(super) fn stop(
    code: Code,
    pointer: &Pointer,
    span: Span,
    found: impl Into<String>,
    remedy: impl Into<String>,
) -> Stop {
    Box::new(
        Diagnostic::new(code, Severity::Error, pointer, span)
            .found(found)
            .remedy(remedy),
    )
}

/// A text as a message shows it: on one line, control characters escaped, and cut where it
/// is long.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == LONGEST {
            short.push('…');
            break;
        }
        if character.is_control() {
            short.extend(character.escape_default());
        } else {
            short.push(character);
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::codes::TRAILING_COMMA;

    #[test]
    fn a_flood_is_counted_and_not_told() {
        let mut findings = Findings::default();
        for line in 0..1_000 {
            findings.add(TRAILING_COMMA, Severity::Note, || {
                let span = Span {
                    line,
                    ..Span::default()
                };
                Diagnostic::new(TRAILING_COMMA, Severity::Note, &Pointer::root(), span)
            });
        }
        let mut diagnostics = Diagnostics::new("flood.json");
        findings.finish(&mut diagnostics);
        assert_eq!(diagnostics.findings().len(), TOLD + 1);
        let last = diagnostics.findings().last().expect("a last line");
        assert_eq!(last.found, "900 more of this kind");
    }

    #[test]
    fn long_and_control_characters_are_not_shown() {
        assert_eq!(shown("a\nb"), "a\\nb");
        assert_eq!(shown(&"x".repeat(100)).chars().count(), 61);
    }
}
