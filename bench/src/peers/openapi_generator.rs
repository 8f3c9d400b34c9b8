//! openapi-generator: every version, from PyPI, by Java.

use std::path::Path;
use std::process::Command;

use super::Peer;
use crate::process;

const VERSION: &str = "7.26.0";

/// openapi-generator's Rust client.
pub(crate) struct OpenapiGenerator;

impl Peer for OpenapiGenerator {
    fn name(&self) -> &'static str {
        "openapi-generator 7.26.0"
    }

    fn install(&self, tools: &Path) -> Result<(), String> {
        let python = tools.join("python");
        if python.join("openapi_generator_cli").exists() {
            return Ok(());
        }
        let mut install = Command::new("python3");
        install
            .args(["-m", "pip", "install", "--quiet", "--target"])
            .arg(&python)
            .arg(format!("openapi-generator-cli=={VERSION}"));
        process::show(&mut install)
            .map_err(|error| format!("openapi-generator can't be installed: {error}"))
    }

    fn generate(&self, tools: &Path, document: &Path, out: &Path) -> Command {
        let jar = tools.join("python/openapi_generator_cli/openapi-generator.jar");
        let mut command = Command::new("java");
        command
            .arg("-jar")
            .arg(jar)
            .args([
                "generate",
                "--skip-validate-spec",
                "-g",
                "rust",
                "--package-name",
                "measured",
            ])
            .arg("-i")
            .arg(document)
            .arg("-o")
            .arg(out);
        command
    }
}
