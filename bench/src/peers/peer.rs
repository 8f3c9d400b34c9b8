//! [`Peer`].

use std::path::Path;
use std::process::Command;

use crate::process;

/// A generator of Rust clients.
pub(crate) trait Peer {
    /// What it is called, with its version.
    fn name(&self) -> &'static str;

    /// Makes it ready below `tools`, if it is not.
    fn install(&self, tools: &Path) -> Result<(), String>;

    /// The command that makes a crate of a document. `out` is a folder that is not there.
    fn generate(&self, tools: &Path, document: &Path, out: &Path) -> Command;

    /// What is still missing before cargo takes it for a crate.
    fn finish(&self, _out: &Path) -> Result<(), String> {
        Ok(())
    }
}

/// Installs a program of crates.io, once.
pub(crate) fn cargo_install(tools: &Path, package: &str, version: &str) -> Result<(), String> {
    let list = Command::new("cargo")
        .args(["install", "--list", "--root"])
        .arg(tools)
        .output()
        .map_err(|error| error.to_string())?;
    if String::from_utf8_lossy(&list.stdout).contains(&format!("{package} v{version}:")) {
        return Ok(());
    }
    let mut install = Command::new("cargo");
    install
        .args([
            "install",
            "--locked",
            "--version",
            version,
            package,
            "--root",
        ])
        .arg(tools)
        .env("CARGO_TARGET_DIR", tools.join("build"));
    process::show(&mut install)
        .map_err(|error| format!("{package} {version} can't be installed: {error}"))
}
