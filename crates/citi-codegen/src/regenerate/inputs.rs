//! The documents of a run: the pinned ones, or a portal's.

use std::collections::BTreeMap;

use super::pull::fetch;
use super::{Difference, Options, RegenerateError, Report, Workspace, World};
use crate::portal::lock::{Lock, LockError, read_pinned};
use crate::portal::manifest::Manifest;
use crate::portal::pull::{Fetched, News, Origin};
use crate::write::unified;

/// The documents of a run.
pub(super) struct Inputs {
    /// File below `specs/` and bytes, by id.
    pub(super) documents: BTreeMap<String, (String, Vec<u8>)>,
    /// What a portal gave, still to be stored.
    pub(super) fetched: Option<Fetched>,
    /// Where documents and lock are not the same.
    pub(super) differences: Vec<Difference>,
}

/// Gathers the documents that the run needs.
pub(super) fn gather(
    workspace: &Workspace,
    manifest: &Manifest,
    options: &Options,
    world: &World<'_>,
    report: &mut Report,
) -> Result<Inputs, RegenerateError> {
    let lock = workspace.lock()?;
    match &options.portal {
        Some(origin) => from_portal(workspace, manifest, &lock, origin, options, world, report),
        None => pinned(workspace, manifest, &lock, options),
    }
}

fn pinned(
    workspace: &Workspace,
    manifest: &Manifest,
    lock: &Lock,
    options: &Options,
) -> Result<Inputs, RegenerateError> {
    let specs = workspace.specs();
    let mut inputs = Inputs {
        documents: BTreeMap::new(),
        fetched: None,
        differences: Vec::new(),
    };
    let mut errors = Vec::new();
    for (category, id) in manifest.documents() {
        if options.only.as_ref().is_some_and(|only| *only != category.name) {
            continue;
        }
        match read_pinned(&specs, lock, id) {
            Ok(pinned) => {
                let document = (pinned.file, pinned.bytes);
                inputs.documents.insert(id.to_owned(), document);
            }
            Err(error @ LockError::Changed { .. }) if options.check => {
                // A check says that the text is another, and goes on to say what that changes.
                let file = lock.documents[id].file.clone();
                let bytes = std::fs::read(specs.join(&file)).unwrap_or_default();
                inputs.documents.insert(id.to_owned(), (file, bytes));
                inputs.differences.push(Difference {
                    what: error.to_string(),
                    diff: String::new(),
                    repair: "cargo xtask pull".to_owned(),
                });
            }
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(RegenerateError::Lock(errors));
    }
    if options.check && options.only.is_none() {
        let known: Vec<&str> = manifest.documents().map(|(_, id)| id).collect();
        for id in lock.documents.keys() {
            if !known.contains(&id.as_str()) {
                inputs.differences.push(Difference {
                    what: format!("specs/portal.lock pins `{id}`, which portal.toml no longer names"),
                    diff: String::new(),
                    repair: "cargo xtask pull".to_owned(),
                });
            }
        }
    }
    Ok(inputs)
}

fn from_portal(
    workspace: &Workspace,
    manifest: &Manifest,
    lock: &Lock,
    origin: &Origin,
    options: &Options,
    world: &World<'_>,
    report: &mut Report,
) -> Result<Inputs, RegenerateError> {
    let only = options.only.as_deref();
    let fetched = fetch(workspace, manifest, lock, origin, only, world)?;
    report.pull = Some(fetched.report.clone());
    (world.report)(report);
    if !fetched.report.failed.is_empty() {
        return Err(RegenerateError::Portal {
            origin: origin.clone(),
            failed: fetched.report.failed,
        });
    }
    let mut inputs = Inputs {
        documents: BTreeMap::new(),
        fetched: None,
        differences: Vec::new(),
    };
    for document in &fetched.documents {
        let locked = &document.locked;
        if options.check && document.news == News::Fetched {
            let old = lock.documents.get(&locked.id).map(|old| old.file.as_str());
            let old = old.map(|file| std::fs::read(workspace.specs().join(file)).unwrap_or_default());
            let old = String::from_utf8_lossy(old.as_deref().unwrap_or_default()).into_owned();
            let new = String::from_utf8_lossy(&document.bytes);
            let file = format!("specs/{}", locked.file);
            inputs.differences.push(Difference {
                what: format!("{file} is another at {origin}"),
                diff: unified(&file, &old, &new),
                repair: format!("cargo xtask regenerate --portal {origin}"),
            });
        }
        let text = (locked.file.clone(), document.bytes.clone());
        inputs.documents.insert(locked.id.clone(), text);
    }
    inputs.fetched = Some(fetched);
    Ok(inputs)
}
