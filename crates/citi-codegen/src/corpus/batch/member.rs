//! One document of a batch.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Tools;
use crate::corpus::cargo::{Finding, Outcome};
use crate::corpus::harness::{self, Part};
use crate::corpus::prepare::Prepared;
use crate::corpus::scratch::{HostError, Manifest, Room};
use crate::corpus::{CorpusError, finding};
use crate::diagnostic::{Code, Severity};
use crate::load::Span;

/// How long the examples of one document may take, and the calls of one.
const PATIENCE: Duration = Duration::from_secs(300);

/// One document of a batch.
pub(super) struct Member {
    pub(super) package: String,
    pub(super) file: PathBuf,
    pub(super) compiled: bool,
    pub(super) prepared: Prepared,
}

impl Member {
    pub(super) fn harness_package(&self) -> String {
        format!("{}-harness", self.package)
    }

    /// Says what was found of the document as a whole.
    pub(super) fn say(&mut self, code: Code, found: String) {
        self.say_at(code, "", Span::default(), found);
    }

    /// Says what was found at a place of the document.
    pub(super) fn say_at(&mut self, code: Code, pointer: &str, span: Span, found: String) {
        let path = self.prepared.report.path.clone();
        let finding = finding::at(code, Severity::Error, &path, pointer, span).found(found);
        self.prepared.report.diagnostics.push(finding);
    }

    pub(super) fn write_harness(&self, tools: &Tools<'_>) -> Result<(), CorpusError> {
        let Some(harness) = &self.prepared.harness else {
            return Ok(());
        };
        let name = self.harness_package();
        let manifest: Result<_, HostError> =
            Manifest::new(tools.host, &name).depend(tools.host, &["citi-core"]);
        let manifest = manifest?
            .depend_on_path("support", "../support")
            .depend_on_path(&self.package, &format!("../../crates/{}", self.package))
            .text();
        let text = harness.text();
        let files = [("Cargo.toml", &*manifest), ("src/lib.rs", &*text)];
        tools.scratch.write(Room::Harness, &name, files)?;
        Ok(())
    }

    /// Leaves out of the harness what the compiler refuses; whether that can help.
    pub(super) fn leave_out(&mut self, errors: &[Finding]) -> bool {
        let Some(harness) = &mut self.prepared.harness else {
            return false;
        };
        let own = |file: &str| file.ends_with("lib.rs") && file.contains("-harness/");
        let lines = errors.iter().filter_map(|error| {
            let (file, line) = error.place.as_ref()?;
            own(file).then_some(*line)
        });
        let lines: Vec<_> = lines.collect();
        if !harness.leave_out(lines) {
            return false;
        }
        let parts: Vec<Part> = harness.left_out().iter().copied().collect();
        let why = errors.first().map(|e| e.text.clone()).unwrap_or_default();
        let found = format!(
            "{} of its types and calls can't be tried: {why}",
            parts.len()
        );
        self.say(finding::NOT_TRIED, found);
        true
    }

    pub(super) fn no_harness(&mut self, own: &Outcome, support: &Outcome) {
        let error = own.errors.first().or(support.errors.first());
        let why = error
            .map_or("no reason given", |error| &error.text)
            .to_owned();
        self.say(finding::NOT_TRIED, format!("it can't be tried: {why}"));
    }

    /// Puts the examples through their types and calls the operations.
    pub(super) fn attempt(&mut self, tools: &Tools<'_>, program: &Path) -> Result<(), CorpusError> {
        if tools.options.examples {
            self.examples(tools, program)?;
        }
        if let Some(prism) = tools.prism {
            self.calls(tools, program, prism)?;
        }
        Ok(())
    }

    /// Gives the trying program its lines and takes its answers.
    pub(super) fn ask(
        &self,
        tools: &Tools<'_>,
        program: &Path,
        mode: &str,
        lines: &[serde_json::Value],
        base: Option<&str>,
    ) -> std::io::Result<Vec<serde_json::Value>> {
        let folder = tools.scratch.root().join("data").join(&self.package);
        let file = harness::hand_over(&folder, &format!("{mode}.jsonl"), lines)?;
        let file = file.to_string_lossy().into_owned();
        let mut words = vec![self.package.as_str(), mode, &file];
        words.extend(base);
        let said = harness::run(program, &words, PATIENCE)?;
        Ok(said
            .iter()
            .map(|line| serde_json::from_str(line).unwrap_or_default())
            .collect())
    }
}
