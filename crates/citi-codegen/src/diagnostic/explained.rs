//! What a code means.

use super::{Code, Severity};

/// What a code means: the long form of a finding, for everybody who meets it.
///
/// ```
/// use citi_codegen::diagnostic::{Explained, Severity};
/// let explained = Explained::find("u005").unwrap();
/// assert_eq!(explained.code.0, "U005");
/// assert_eq!(explained.severity, Severity::Warning);
/// assert!(explained.before.contains("Gone"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The code.
    pub code: Code,
    /// How bad it is; the worst, where it depends on the case.
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// What triggers it and why it is treated so: a paragraph.
    pub explanation: &'static str,
    /// What is done about it, in one sentence.
    pub done: &'static str,
    /// What the user can do; empty where there is nothing to do.
    pub remedy: &'static str,
    /// The smallest example that triggers it.
    pub before: &'static str,
    /// The same without the quirk.
    pub after: &'static str,
}

impl From<&crate::upgrade::rules::Rule> for Explained {
    fn from(rule: &crate::upgrade::rules::Rule) -> Self {
        Self {
            code: rule.code,
            severity: rule.severity,
            title: rule.title,
            explanation: rule.explanation,
            done: rule.done,
            remedy: rule.remedy,
            before: rule.before,
            after: rule.after,
        }
    }
}
