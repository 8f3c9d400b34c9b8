//! Lines for people, and how far the run is.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use citi_codegen::regenerate::{Difference, Event};
use indicatif::{ProgressBar, ProgressStyle};

/// Lines of a diff that are shown unless all are asked for.
const DIFF_LINES: usize = 60;

/// Lines for people, and how far the run is: a bar on a terminal, plain lines elsewhere.
pub(crate) struct Ui {
    /// Standard output belongs to the report.
    to_stderr: bool,
    terminal: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Ui {
    /// With `--json -` the report has standard output for itself.
    pub(crate) fn new(json: Option<&Path>) -> Self {
        Self {
            to_stderr: json == Some(Path::new("-")),
            terminal: std::io::stderr().is_terminal(),
            bar: Mutex::new(None),
        }
    }

    /// Whether somebody watches.
    pub(crate) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// A line, or several.
    pub(crate) fn say(&self, text: &str) {
        // Whoever closed the pipe does not want the rest.
        let _ = if self.to_stderr {
            writeln!(std::io::stderr(), "{text}")
        } else {
            writeln!(std::io::stdout(), "{text}")
        };
    }

    /// What went wrong.
    pub(crate) fn error(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "error: {text}");
    }

    /// What a check found to differ.
    pub(crate) fn difference(&self, difference: &Difference, whole: bool) {
        let lines: Vec<&str> = difference.diff.lines().collect();
        let shown = if whole { lines.len() } else { DIFF_LINES };
        for line in lines.iter().take(shown) {
            self.say(line);
        }
        if lines.len() > shown {
            self.say(&format!(
                "… {} more lines; -v shows all",
                lines.len() - shown
            ));
        }
        self.say(&format!("differs: {}", difference.what));
        self.say(&format!("  repair: {}", difference.repair));
    }

    /// How far the run is.
    pub(crate) fn progress(&self, event: Event<'_>) {
        match event {
            Event::Phase { name, items } => self.phase(name, items),
            Event::Item { name, note } => self.item(name, note),
        }
    }

    /// A stretch of the run begins, of so many items.
    pub(crate) fn phase(&self, name: &'static str, items: usize) {
        let Ok(mut bar) = self.bar.lock() else {
            return;
        };
        if let Some(last) = bar.take() {
            last.finish_and_clear();
        }
        if self.terminal {
            *bar = Some(new_bar(name, items));
        } else {
            let _ = writeln!(std::io::stderr(), "{name}: {items}");
        }
    }

    /// An item of the stretch is done.
    pub(crate) fn item(&self, name: &str, note: &str) {
        let Ok(bar) = self.bar.lock() else {
            return;
        };
        match bar.as_ref() {
            Some(bar) => {
                bar.set_message(format!("{name} {note}"));
                bar.inc(1);
            }
            None if !note.is_empty() => {
                let _ = writeln!(std::io::stderr(), "  {name}: {note}");
            }
            None => {}
        }
    }

    /// Takes the bar away.
    pub(crate) fn end_progress(&self) {
        if let Some(bar) = self.bar.lock().ok().and_then(|mut bar| bar.take()) {
            bar.finish_and_clear();
        }
    }
}

fn new_bar(name: &'static str, items: usize) -> ProgressBar {
    let bar = ProgressBar::new(items as u64).with_prefix(name);
    if let Ok(style) = ProgressStyle::with_template("{prefix:>8} [{bar:30}] {pos}/{len} {wide_msg}")
    {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}
