//! This project.

use std::path::Path;
use std::process::Command;

use super::Peer;
use crate::{house, process};

/// This project, built as the others are: for release.
pub(crate) struct Ours;

impl Ours {
    /// The command door.
    pub(crate) fn xtask(tools: &Path) -> Command {
        let mut command = Command::new(tools.join("ours/release/xtask"));
        command.env("CARGO_MANIFEST_DIR", house::root().join("xtask"));
        command
    }
}

impl Peer for Ours {
    fn name(&self) -> &'static str {
        "this project"
    }

    fn install(&self, tools: &Path) -> Result<(), String> {
        let mut build = Command::new("cargo");
        build
            .args([
                "build",
                "--release",
                "--locked",
                "--package",
                "xtask",
                "--manifest-path",
            ])
            .arg(house::root().join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", tools.join("ours"));
        process::show(&mut build)
    }

    fn generate(&self, tools: &Path, document: &Path, out: &Path) -> Command {
        let mut command = Self::xtask(tools);
        command
            .args(["generate", "--name", "measured", "--input"])
            .arg(document)
            .arg("--out")
            .arg(out);
        command
    }
}
