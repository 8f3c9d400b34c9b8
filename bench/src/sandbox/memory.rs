//! How much memory a process holds.

use std::process::Command;

/// The resident set of a process in megabytes (10^6 bytes), by `ps`.
pub(super) fn resident(process: u32) -> Result<f64, String> {
    let output = Command::new("ps")
        .args(["-o", "rss=", "-p", &process.to_string()])
        .output()
        .map_err(|error| format!("ps can't be started: {error}; install procps"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    // POSIX leaves the unit open; on Linux, macOS and the BSDs it is 1024 bytes.
    let kibibytes: f64 = text
        .trim()
        .parse()
        .map_err(|_| format!("ps knows nothing of process {process}"))?;
    Ok(kibibytes * 1024.0 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_holds_some() {
        assert!(resident(std::process::id()).unwrap() > 0.1);
        assert!(resident(u32::MAX).is_err());
    }
}
