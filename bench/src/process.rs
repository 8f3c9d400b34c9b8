//! Commands, and how long they take.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs a command without a word. How long it took if it succeeded; else the end of what it said.
pub(crate) fn time(command: &mut Command) -> Result<Duration, String> {
    let start = Instant::now();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    let took = start.elapsed();
    match output.status.success() {
        true => Ok(took),
        false => Err(tail(&output.stderr)),
    }
}

/// Runs a command that may take long; the user sees what it says.
pub(crate) fn show(command: &mut Command) -> Result<(), String> {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!(
            "{} failed: {status}",
            command.get_program().display()
        )),
    }
}

/// The shortest of some runs, each of which is told how many there were before it.
pub(crate) fn shortest(
    runs: usize,
    mut run: impl FnMut(usize) -> Result<Duration, String>,
) -> Result<Duration, String> {
    let mut best = run(0)?;
    for at in 1..runs {
        best = best.min(run(at)?);
    }
    Ok(best)
}

/// A folder for one of some runs. Each has its own, and all of them stay till the end: ext4 makes files slowly for
/// some seconds after many were removed, which would be measured too.
pub(crate) fn folder(of: &Path, run: usize) -> PathBuf {
    of.with_file_name(format!(
        "{}-run{run}",
        of.file_name().unwrap_or_default().display()
    ))
}

fn tail(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let lines: Vec<&str> = text.lines().rev().take(5).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_fails_has_no_time() {
        assert!(time(&mut Command::new("true")).is_ok());
        assert!(time(&mut Command::new("false")).is_err());
        assert!(time(&mut Command::new("no-such-command")).is_err());
    }

    #[test]
    fn the_shortest_counts() {
        let mut times = [3, 1, 2].into_iter();
        let best = shortest(3, |_| Ok(Duration::from_secs(times.next().unwrap())));
        assert_eq!(best, Ok(Duration::from_secs(1)));
    }
}
