//! Why a run stopped: the place, a look at it, and the way out.

use std::io::Write as _;

use citi_codegen::regenerate::RegenerateError;
use miette::{GraphicalReportHandler, GraphicalTheme};

use super::Ui;
use super::shown::Shown;

/// Findings that are shown with a look at their place; the others are counted.
const SHOWN: usize = 10;

impl Ui {
    /// Why a run stopped.
    pub(crate) fn regenerate_error(&self, error: &RegenerateError) {
        match error {
            RegenerateError::Problem(problem) => {
                self.diagnostic(problem, &format!("{}:{}:{}", problem.file, problem.line, problem.column));
            }
            RegenerateError::Refused(findings) => {
                for finding in findings.iter().take(SHOWN) {
                    let place = format!("{}:{}:{}", finding.document, finding.line, finding.column);
                    self.diagnostic(&Shown::new(finding), &place);
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
        let theme = if self.is_terminal() {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        };
        let mut text = String::new();
        let drawn = GraphicalReportHandler::new_themed(theme)
            .with_width(100)
            .render_report(&mut text, diagnostic);
        if drawn.is_err() {
            text = diagnostic.to_string();
        }
        let _ = writeln!(std::io::stderr(), "error: {place}\n{text}");
    }
}
