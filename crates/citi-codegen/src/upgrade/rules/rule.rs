//! What a rule is.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::load::{Pointer, Span};

/// One repair: what triggers it, what it does, and how much is lost.
///
/// ```
/// use citi_codegen::{diagnostic::Severity, upgrade::rules};
/// let rule = rules::find("U005").unwrap();
/// assert_eq!(rule.severity, Severity::Warning);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its stable name.
    pub code: Code,
    /// A note if nothing is lost, a warning if something is approximated, an error if the
    /// document is refused.
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// What triggers it, what is done and why: a paragraph of plain text.
    pub explanation: &'static str,
    /// What is done about it, in one sentence.
    pub done: &'static str,
    /// What the user can do; empty where there is nothing to do.
    pub remedy: &'static str,
    /// The smallest part of a document that triggers it.
    pub before: &'static str,
    /// The same without the quirk.
    pub after: &'static str,
}

impl Rule {
    /// Tells `diagnostics` that the rule was applied.
    pub(crate) fn report(
        &self,
        diagnostics: &mut Diagnostics,
        at: &Pointer,
        span: Span,
        found: impl Into<String>,
        done: impl Into<String>,
    ) {
        diagnostics.push(
            Diagnostic::new(self.code, self.severity, at, span)
                .found(found)
                .done(done)
                .remedy(self.remedy),
        );
    }
}
