//! Sandboxes in a test's own process.

use std::process::Command;

use serde::Deserialize;

/// What the example tells.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InProcess {
    /// From nothing to the first answer, in milliseconds.
    pub(super) first_ms: f64,
    /// The same for one more when there are many, in the middle.
    pub(super) another_ms: f64,
    /// How many were there at once, each of which answered.
    pub(super) sandboxes: usize,
    /// How much memory each took, in megabytes.
    pub(super) each_mb: f64,
}

/// Runs the example.
pub(super) fn measure(mut example: Command) -> Result<InProcess, String> {
    let output = example
        .args(["--json", "1000"])
        .output()
        .map_err(|error| format!("the example can't be started: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let words = || String::from_utf8_lossy(&output.stderr).trim().to_owned();
    serde_json::from_str(&text).map_err(|_| format!("the example: {}", words()))
}
