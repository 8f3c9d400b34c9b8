//! A command whose lines are shown and counted.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use super::counts::Counts;
use crate::ui::Ui;

/// Runs `command`, shows every line and counts what it says. `Err` if it can't be started.
pub(super) fn run(ui: &Ui, command: &mut Command) -> Result<(bool, Counts), String> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if ui.is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut child = command
        .spawn()
        .map_err(|error| format!("{} can't be started: {error}", command.get_program().display()))?;
    let counts = Mutex::new(Counts::default());
    let streams: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|out| Box::new(out) as _),
        child.stderr.take().map(|err| Box::new(err) as _),
    ];
    std::thread::scope(|scope| {
        for stream in streams.into_iter().flatten() {
            let counts = &counts;
            scope.spawn(move || forward(ui, stream, counts));
        }
    });
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok((status.success(), counts.into_inner().unwrap_or_default()))
}

fn forward(ui: &Ui, stream: impl Read, counts: &Mutex<Counts>) {
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']);
        ui.say(text);
        if let Ok(mut counts) = counts.lock() {
            counts.line(text);
        }
        line.clear();
    }
}
