//! The program that holds the harnesses of a batch.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Batch, Tools};
use crate::corpus::cargo::{Task, invoke};
use crate::corpus::scratch::{Manifest, Room};
use crate::corpus::{CorpusError, finding, harness};

impl Batch {
    /// Builds the program that holds the harnesses; `None` if there is none to hold.
    pub(super) fn runner(
        &mut self,
        tools: &Tools<'_>,
        ready: &BTreeSet<String>,
    ) -> Result<Option<PathBuf>, CorpusError> {
        if ready.is_empty() {
            return Ok(None);
        }
        let name = format!("runner-{}", self.number);
        let packages: Vec<_> = ready.iter().map(|name| format!("{name}-harness")).collect();
        let mut manifest =
            Manifest::new(tools.host, &name).depend_on_path("support", "../../harness/support");
        for package in &packages {
            manifest = manifest.depend_on_path(package, &format!("../../harness/{package}"));
        }
        let source = runner_source(ready);
        let files = [("Cargo.toml", &*manifest.text()), ("src/main.rs", &*source)];
        tools.scratch.write(Room::Runners, &name, files)?;
        let messages = invoke(
            tools.scratch,
            Task::Build,
            std::slice::from_ref(&name),
            tools.options.jobs,
            &mut |_| {},
        )?;
        let outcome = messages.outcome(&tools.scratch.folder(Room::Runners, &name));
        if let (None, Some(error)) = (&outcome.executable, outcome.errors.first()) {
            for member in &mut self.members {
                member.say(
                    finding::NOT_TRIED,
                    format!("the trying program: {}", error.text),
                );
            }
        }
        Ok(outcome.executable)
    }
}

fn runner_source(ready: &BTreeSet<String>) -> String {
    let packages: Vec<_> = ready.iter().map(|name| format!("{name}-harness")).collect();
    let mut text = harness::source(&packages);
    // The words name the generated crate, the code its harness.
    for name in ready {
        text = text.replace(
            &format!("Some(\"{name}-harness\")"),
            &format!("Some(\"{name}\")"),
        );
    }
    text
}
