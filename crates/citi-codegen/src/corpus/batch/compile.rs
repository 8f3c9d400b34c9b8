//! Compiling the crates of a batch.

use std::path::PathBuf;

use super::{Batch, Tools};
use crate::corpus::cargo::{CargoError, Finding, Outcome, Task, invoke};
use crate::corpus::finding;
use crate::corpus::scratch::Room;
use crate::diagnostic::{Diagnostic, Severity};

impl Batch {
    /// Compiles the crates; `compiled` hears of each that is done.
    pub(super) fn compile(
        &mut self,
        tools: &Tools<'_>,
        compiled: &mut dyn FnMut(&str),
    ) -> Result<(), CargoError> {
        // What is tried is built anyway: checking it first would do much of that twice.
        let task = match tools.options.tries() {
            true => Task::Build,
            false => Task::Check,
        };
        let folders: Vec<(PathBuf, String)> = self
            .members
            .iter()
            .map(|member| {
                let folder = tools.scratch.folder(Room::Crates, &member.package);
                (folder, member.prepared.report.path.clone())
            })
            .collect();
        let packages: Vec<_> = self.members.iter().map(|m| m.package.clone()).collect();
        let messages = invoke(
            tools.scratch,
            task,
            &packages,
            tools.options.jobs,
            &mut |folder| {
                if let Some((_, path)) = folders.iter().find(|(known, _)| known == folder) {
                    compiled(path);
                }
            },
        )?;
        for member in &mut self.members {
            let folder = tools.scratch.folder(Room::Crates, &member.package);
            let outcome = messages.outcome(&folder);
            member.compiled = outcome.compiled();
            let report = &mut member.prepared.report;
            report.compiled = Some(outcome.compiled());
            report.warnings = Some(outcome.warnings.len());
            let path = report.path.clone();
            report
                .diagnostics
                .extend(compiler_findings(&path, &outcome));
        }
        Ok(())
    }
}

fn compiler_findings(path: &str, outcome: &Outcome) -> Vec<Diagnostic> {
    let finding = |code, severity, found: &Finding| {
        let name = found.code.as_deref().unwrap_or("rustc");
        let place = found.place.as_ref();
        let place = place.map_or_else(String::new, |(file, line)| format!("at {file}:{line}"));
        finding::about(code, severity, path)
            .found(format!("{name}: {}", found.text))
            .done(place)
            .remedy("report it with the document; it is a fault of the generator")
    };
    let errors = outcome.errors.iter();
    let warnings = outcome.warnings.iter();
    let mut all: Vec<_> = errors
        .take(5)
        .map(|found| finding(finding::COMPILE_ERROR, Severity::Error, found))
        .collect();
    all.extend(
        warnings
            .take(5)
            .map(|found| finding(finding::COMPILE_WARNING, Severity::Warning, found)),
    );
    if !outcome.built && outcome.errors.is_empty() {
        all.push(
            finding::about(finding::COMPILE_ERROR, Severity::Error, path)
                .found("the compiler never came to it: a crate that it needs does not compile"),
        );
    }
    all
}
