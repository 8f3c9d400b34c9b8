//! [`Teller`]: tells each step as it is done.

use std::fmt::Display;
use std::future::Future;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::report::{Report, Step, Target};

/// What a step gives: a value for those that follow, and one line of what happened.
pub(crate) type Told<T> = Result<(T, String), Failure>;

/// Why a step did not do what it says.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The tour is over: a step failed, and was told.
#[derive(Debug)]
pub(crate) struct Stopped;

/// Tells each step as it is done: a spinner on a terminal while it works, then a line.
pub(crate) struct Teller {
    report: Report,
    target: Target,
    /// A report that could not be written.
    broken: Option<std::io::Error>,
    start: Instant,
}

impl Teller {
    /// With the path that `--json` was given, which can be written, or nothing is begun.
    pub(crate) fn new(json: Option<&Path>) -> std::io::Result<Self> {
        let teller = Self {
            report: Report::default(),
            target: Target::new(json),
            broken: None,
            start: Instant::now(),
        };
        teller.target.update(&teller.report)?;
        Ok(teller)
    }

    /// Does a step and tells it.
    pub(crate) async fn step<T>(
        &mut self,
        name: &'static str,
        doing: impl Future<Output = Told<T>>,
    ) -> Result<T, Stopped> {
        let spinner = spinner(name);
        let start = Instant::now();
        let done = doing.await;
        let took = start.elapsed();
        if let Some(spinner) = spinner {
            spinner.finish_and_clear();
        }
        let (value, text) = match done {
            Ok((value, text)) => (Some(value), text),
            Err(failure) => (None, reasons(failure.as_ref())),
        };
        let ok = value.is_some();
        self.say(format_args!(
            "{} {:>2} {name}: {text} ({})",
            if ok { "✓" } else { "✗" },
            self.report.steps.len() + 1,
            time(took),
        ));
        self.report.steps.push(Step {
            name,
            ok,
            ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            text,
        });
        if let Err(error) = self.target.update(&self.report) {
            self.broken.get_or_insert(error);
        }
        value.ok_or(Stopped)
    }

    /// Tells how it ended. Whether every step was done, or why the report could not be written.
    pub(crate) fn end(mut self, told: bool) -> std::io::Result<bool> {
        self.report.ok = told;
        let (steps, took) = (self.report.steps.len(), time(self.start.elapsed()));
        match told {
            true => self.say(format_args!("{steps} steps, all as they should be; {took}")),
            false => self.say(format_args!(
                "stopped at step {steps}; what comes after it was not done; {took}"
            )),
        }
        self.target.finish(&self.report)?;
        self.broken.map_or(Ok(told), Err)
    }

    /// A line for people; standard output belongs to the report if that goes there.
    fn say(&self, line: impl Display) {
        // Whoever closed the pipe does not want the rest.
        let _ = match self.target {
            Target::Stdout => writeln!(std::io::stderr(), "{line}"),
            _ => writeln!(std::io::stdout(), "{line}"),
        };
    }
}

/// A failure with all that caused it.
fn reasons(failure: &(dyn std::error::Error + 'static)) -> String {
    let mut text = failure.to_string();
    let mut source = failure.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

fn spinner(name: &'static str) -> Option<ProgressBar> {
    if !std::io::stderr().is_terminal() {
        return None;
    }
    let spinner = ProgressBar::new_spinner().with_message(name);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} …") {
        spinner.set_style(style);
    }
    spinner.enable_steady_tick(Duration::from_millis(80));
    Some(spinner)
}

fn time(took: Duration) -> String {
    match took.as_millis() {
        0 => "< 1 ms".to_owned(),
        ms @ 1..1000 => format!("{ms} ms"),
        ms => format!("{}.{} s", ms / 1000, ms % 1000 / 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_step_that_fails_ends_the_tour() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tour.json");
        let mut teller = Teller::new(Some(&path)).unwrap();
        let value = teller.step("one", async { Ok((7, "seven".to_owned())) });
        assert_eq!(value.await.unwrap(), 7);
        let failed = teller.step("two", async { Told::<()>::Err("it broke".into()) });
        assert!(failed.await.is_err());
        assert!(!teller.end(false).unwrap());
        let read: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(read["ok"], false);
        assert_eq!(read["steps"][0]["ok"], true);
        assert_eq!(read["steps"][1]["text"], "it broke");
    }

    #[test]
    fn times_are_for_people() {
        assert_eq!(time(Duration::from_micros(900)), "< 1 ms");
        assert_eq!(time(Duration::from_millis(42)), "42 ms");
        assert_eq!(time(Duration::from_millis(1_260)), "1.2 s");
    }
}
