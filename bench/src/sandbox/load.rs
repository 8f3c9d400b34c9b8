//! [`load`]: wrk, which asks as often as it can.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::call::Call;

/// Connections that ask at once.
const CONNECTIONS: &str = "16";

/// What wrk counted.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
pub(super) struct Load {
    /// Answers.
    requests: u64,
    /// How long it ran, in microseconds.
    duration: u64,
    /// Answers that were no success, and connections that failed.
    failed: u64,
}

impl Load {
    pub(super) fn per_second(&self) -> f64 {
        self.requests as f64 / (self.duration as f64 / 1e6)
    }
}

/// That wrk can be started.
pub(super) fn ready() -> Result<(), String> {
    let started = Command::new("wrk")
        .arg("--version")
        .stdin(Stdio::null())
        .output();
    started.map(drop).map_err(|error| {
        format!(
            "wrk can't be started ({error}); install it: apt-get install wrk, or brew install wrk"
        )
    })
}

/// Asks for `seconds` with 16 connections from one thread. Each answer must be a success.
pub(super) fn load(
    call: &Call,
    url: &str,
    token: &str,
    seconds: usize,
    scratch: &Path,
) -> Result<Load, String> {
    let file = scratch.join("call.lua");
    std::fs::write(&file, script(call, token)).map_err(|error| error.to_string())?;
    let duration = format!("{seconds}s");
    let output = Command::new("wrk")
        .args(["-t1", "-c", CONNECTIONS, "-d", &duration, "-s"])
        .arg(&file)
        .arg(url)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("wrk can't be started: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let counted = counted(&text)
        .ok_or_else(|| format!("wrk: {}", String::from_utf8_lossy(&output.stderr).trim()))?;
    match counted.failed {
        0 => Ok(counted),
        failed => Err(format!(
            "{failed} of {} calls of {} at {url} had no success",
            counted.requests, call.name
        )),
    }
}

/// The last line of what wrk says is our script's.
fn counted(text: &str) -> Option<Load> {
    serde_json::from_str(text.lines().last()?).ok()
}

/// What wrk does, in Lua. A call that changes something has a key of its own each time.
fn script(call: &Call, token: &str) -> String {
    let Call { method, body, .. } = call;
    let body = body.unwrap_or_default();
    let begun = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
    let unique = begun.as_micros();
    format!(
        r#"wrk.method = "{method}"
wrk.headers["Authorization"] = "Bearer {token}"
local body = [[{body}]]
if body ~= "" then
  wrk.body = body
  wrk.headers["Content-Type"] = "application/json"
  local count = 0
  request = function()
    count = count + 1
    wrk.headers["Idempotency-Key"] = "bench-{unique}-" .. count
    return wrk.format()
  end
end
done = function(summary)
  local errors = summary.errors
  local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format('{{"requests":%d,"duration":%d,"failed":%d}}\n', summary.requests, summary.duration, failed))
end
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts() {
        let text = "Running 1s test\n{\"requests\":3000,\"duration\":1500000,\"failed\":2}\n";
        let counted = counted(text).unwrap();
        assert_eq!(counted.failed, 2);
        assert!((counted.per_second() - 2000.0).abs() < 1e-9);
        assert_eq!(super::counted("unable to connect"), None);
    }
}
