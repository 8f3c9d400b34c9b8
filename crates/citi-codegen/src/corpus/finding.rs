//! What the measuring itself finds.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::load::{Pointer, Span};

/// The file can't be read.
pub(super) const UNREADABLE: Code = Code("C000");
/// An error of the compiler in a generated crate.
pub(super) const COMPILE_ERROR: Code = Code("C001");
/// A warning of the compiler in a generated crate.
pub(super) const COMPILE_WARNING: Code = Code("C002");
/// Generation panicked.
pub(super) const PANIC: Code = Code("C003");
/// The code of a crate could not be written.
pub(super) const NOT_EMITTED: Code = Code("C004");
/// An example that its type changes or refuses.
pub(super) const EXAMPLE: Code = Code("X001");
/// A type or call that the trying crate could not name.
pub(super) const NOT_TRIED: Code = Code("X002");
/// A call that was not good.
pub(super) const CALL: Code = Code("W001");
/// The mock does not speak for the document.
pub(super) const NO_MOCK: Code = Code("W002");

/// How many findings of one kind a document's report keeps.
pub(super) const FEW: usize = 20;

/// A finding about a whole document.
pub(super) fn about(code: Code, severity: Severity, path: &str) -> Diagnostic {
    at(code, severity, path, "", Span::default())
}

/// A finding at a place.
pub(super) fn at(
    code: Code,
    severity: Severity,
    path: &str,
    pointer: &str,
    span: Span,
) -> Diagnostic {
    let pointer = Pointer::parse(pointer).unwrap_or_default();
    let mut finding = Diagnostic::new(code, severity, &pointer, span);
    finding.document = path.to_owned();
    finding
}

/// Keeps the first few findings; what is left out is counted in the last one.
pub(super) fn few(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let more = findings.len().saturating_sub(FEW);
    findings.truncate(FEW);
    if let (true, Some(last)) = (more > 0, findings.last_mut()) {
        last.done = format!("{more} more of this kind are not shown");
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_is_counted() {
        let span = Span {
            line: 3,
            column: 7,
            ..Span::default()
        };
        let one = at(EXAMPLE, Severity::Error, "a.yaml", "/a", span);
        assert_eq!((one.line, one.column), (3, 7));
        let kept = few(vec![one.clone(); FEW + 3]);
        assert_eq!(kept.len(), FEW);
        assert!(kept.last().unwrap().done.starts_with("3 more"));
        assert_eq!(few(vec![one; 2])[1].done, "");
    }
}
