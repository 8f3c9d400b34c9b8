//! Whether anything has changed since a run that made everything.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::snapshots::FOLDER;
use super::{Report, Workspace};
use crate::diagnostic::Diagnostic;
use crate::write::replace;

/// What a run left behind, so that the next one need not make it all again to see that nothing
/// would differ. It knows files by length and time, as cargo does; what it does not know, or knows
/// otherwise, is made anew. A check never asks it.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Stamp {
    /// The program that ran.
    generator: Mark,
    /// Every input and every output, by its path in the workspace.
    files: BTreeMap<String, Mark>,
    documents: usize,
    operations: usize,
    unchanged: usize,
    /// What was found in the documents: the next run has to tell it again.
    findings: Vec<Diagnostic>,
}

/// A file as its folder knows it.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
struct Mark {
    bytes: u64,
    /// Nanoseconds since 1970.
    modified: u64,
}

/// What stands in `specs/` before a run.
pub(super) struct Before(BTreeMap<String, Mark>);

/// Takes down what a run begins with.
pub(super) fn before(workspace: &Workspace) -> Option<Before> {
    let mut files = BTreeMap::new();
    below(workspace.root(), "specs", &mut files).ok()?;
    Some(Before(files))
}

/// Whether a run would make nothing anew; its report then says so.
pub(super) fn nothing_to_do(file: &Path, workspace: &Workspace, report: &mut Report) -> bool {
    let known = || -> Option<Stamp> {
        let known: Stamp = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
        let now = marks(workspace, known.files.keys())?;
        (known.generator == generator()? && known.files == now).then_some(known)
    };
    let Some(known) = known() else {
        return false;
    };
    report.documents = known.documents;
    report.operations = known.operations;
    report.files_unchanged = known.unchanged;
    report.diagnostics = known.findings;
    true
}

/// Leaves a stamp, if nobody changed `specs/` meanwhile. A stamp that can't be written costs only time.
pub(super) fn leave(
    file: &Path,
    workspace: &Workspace,
    before: Before,
    packages: &[String],
    report: &Report,
) {
    let stamp = || -> Option<Stamp> {
        let mut paths = vec!["tests/Cargo.toml".to_owned()];
        for package in packages {
            paths.push(format!("crates/{package}/Cargo.toml"));
            paths.push(format!("crates/{package}/src/generated/mod.rs"));
        }
        let files = marks(workspace, paths.iter())?;
        let by_us = |path: &String| report.changed.contains(path);
        let mut specs = files.iter().filter(|(path, _)| path.starts_with("specs/"));
        let meanwhile = specs.any(|(path, mark)| before.0.get(path) != Some(mark) && !by_us(path));
        (!meanwhile).then_some(Stamp {
            generator: generator()?,
            files,
            documents: report.documents,
            operations: report.operations,
            unchanged: report.files_unchanged + report.files_written,
            findings: report.diagnostics.clone(),
        })
    };
    if let Some(bytes) = stamp().and_then(|stamp| serde_json::to_vec(&stamp).ok()) {
        let _ = replace(file, &bytes);
    }
}

/// The marks of `specs/`, of the snapshots, of the generated folders that `paths` lie in, and of the rest of `paths`.
fn marks<'p>(
    workspace: &Workspace,
    paths: impl Iterator<Item = &'p String>,
) -> Option<BTreeMap<String, Mark>> {
    let root = workspace.root();
    let mut files = BTreeMap::new();
    below(root, "specs", &mut files).ok()?;
    if root.join(FOLDER).is_dir() {
        below(root, FOLDER, &mut files).ok()?;
    }
    for path in paths {
        if files.contains_key(path) {
            continue;
        }
        match path.split_once("/src/generated/") {
            Some((package, _)) => {
                below(root, &format!("{package}/src/generated"), &mut files).ok()?;
            }
            None => {
                // One that is not there is like one that was removed.
                if let Ok(mark) = mark(&root.join(path)) {
                    files.insert(path.clone(), mark);
                }
            }
        }
    }
    Some(files)
}

fn below(root: &Path, folder: &str, files: &mut BTreeMap<String, Mark>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        match entry.file_type()?.is_dir() {
            true => below(root, &path, files)?,
            false => {
                files.insert(path, mark(&entry.path())?);
            }
        }
    }
    Ok(())
}

fn mark(path: &Path) -> std::io::Result<Mark> {
    let metadata = std::fs::metadata(path)?;
    let modified = metadata.modified()?.duration_since(UNIX_EPOCH);
    Ok(Mark {
        bytes: metadata.len(),
        modified: modified.map_or(0, |since| {
            u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
        }),
    })
}

/// The program that runs: another one may make other crates.
fn generator() -> Option<Mark> {
    let program: PathBuf = std::env::current_exe().ok()?;
    mark(&program).ok()
}
