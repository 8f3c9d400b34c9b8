//! openapi-to-rust: OpenAPI 3.0 and 3.1, from crates.io.

use std::path::Path;
use std::process::Command;

use super::{Peer, cargo_install};

/// openapi-to-rust.
pub(crate) struct OpenapiToRust;

impl Peer for OpenapiToRust {
    fn name(&self) -> &'static str {
        "openapi-to-rust 0.23.0"
    }

    fn install(&self, tools: &Path) -> Result<(), String> {
        cargo_install(tools, "openapi-to-rust", "0.23.0")
    }

    fn generate(&self, tools: &Path, document: &Path, out: &Path) -> Command {
        let mut command = Command::new(tools.join("bin/openapi-to-rust"));
        command
            .arg("generate")
            .arg(document)
            .arg("--quiet")
            .arg("--output-dir")
            .arg(out.join("src/api"));
        command
    }

    /// It makes a module, and says which dependencies it needs.
    fn finish(&self, out: &Path) -> Result<(), String> {
        let failed = |error: std::io::Error| error.to_string();
        let needed =
            std::fs::read_to_string(out.join("src/api/REQUIRED_DEPS.toml")).map_err(failed)?;
        let needed = match needed.contains("[dependencies]") {
            true => needed,
            false => format!("[dependencies]\n{needed}"),
        };
        let manifest = format!(
            "[package]\nname = \"measured\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{needed}"
        );
        std::fs::write(out.join("Cargo.toml"), manifest).map_err(failed)?;
        std::fs::write(out.join("src/lib.rs"), "pub mod api;\n").map_err(failed)
    }
}
