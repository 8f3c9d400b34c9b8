//! cargo-progenitor: OpenAPI 3.0, from crates.io.

use std::path::Path;
use std::process::Command;

use super::{Peer, cargo_install};

/// progenitor as it comes.
pub(crate) struct Progenitor;

impl Peer for Progenitor {
    fn name(&self) -> &'static str {
        "cargo-progenitor 0.15.1"
    }

    fn install(&self, tools: &Path) -> Result<(), String> {
        cargo_install(tools, "cargo-progenitor", "0.15.1")
    }

    fn generate(&self, tools: &Path, document: &Path, out: &Path) -> Command {
        let mut command = Command::new(tools.join("bin/cargo-progenitor"));
        command
            .args(["progenitor", "--interface", "builder"])
            .args(["--name", "measured", "--version", "0.1.0", "--input"])
            .arg(document)
            .arg("--output")
            .arg(out);
        command
    }
}
