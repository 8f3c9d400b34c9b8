//! Why a run stopped: the place, a look at it, and the way out.

use std::io::Write as _;

use super::excerpt::Texts;
use super::shown::Shown;
use super::{Ui, drawn};
use citi_codegen::regenerate::RegenerateError;

/// Findings that are shown with a look at their place; the others are counted.
const SHOWN: usize = 10;

impl Ui {
    /// Why a run stopped.
    pub(crate) fn regenerate_error(&self, error: &RegenerateError) {
        match error {
            RegenerateError::Problem(problem) => {
                self.diagnostic(
                    problem,
                    &format!("{}:{}:{}", problem.file, problem.line, problem.column),
                );
            }
            RegenerateError::Refused(findings) => {
                let mut texts = Texts::default();
                for finding in findings.iter().take(SHOWN) {
                    let shown = Shown::new(finding, &crate::house::root(), &mut texts);
                    self.diagnostic(&shown, &shown.place());
                }
                if findings.len() > SHOWN {
                    self.error(&format!("{} more errors", findings.len() - SHOWN));
                }
                self.error("nothing was written");
            }
            other => self.error(&other.to_string()),
        }
    }

    fn diagnostic(&self, diagnostic: &dyn miette::Diagnostic, place: &str) {
        let text = drawn(diagnostic, self.is_terminal());
        let _ = writeln!(std::io::stderr(), "error: {place}\n{text}");
    }
}
