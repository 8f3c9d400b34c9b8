//! A finding as the terminal shows it.

use miette::{GraphicalReportHandler, GraphicalTheme};

/// The finding with its lines, in colour on a terminal.
pub(super) fn drawn(finding: &dyn miette::Diagnostic, colour: bool) -> String {
    let theme = if colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let mut text = String::new();
    let drawn = GraphicalReportHandler::new_themed(theme)
        .with_width(100)
        .render_report(&mut text, finding);
    match drawn {
        Ok(()) => text,
        Err(_) => finding.to_string(),
    }
}
