//! Commands that may not be installed.

use std::path::Path;
use std::process::{Command, Stdio};

/// Cargo, in the workspace, as the one that runs this command.
pub(super) fn cargo(root: &Path) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root);
    // The step's own packages set these; what is left of ours would only make cargo build twice.
    for (name, _) in std::env::vars_os() {
        let ours = name
            .to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"));
        if ours {
            command.env_remove(name);
        }
    }
    command
}

/// Whether `cargo <name>` is installed.
pub(super) fn has(root: &Path, name: &str) -> bool {
    cargo(root)
        .args([name, "--version"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
