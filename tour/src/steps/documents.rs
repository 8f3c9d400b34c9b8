//! The documents: from the portal, to crates, against what is committed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use citi_codegen::portal::pull::Origin;
use citi_codegen::regenerate::{
    Options, Report, Workspace, World, pull as fetch, regenerate as make,
};
use citi_sandbox::Sandbox;
use tempfile::TempDir;

use crate::house;
use crate::stage::ensure;
use crate::teller::Told;

/// A scratch workspace that holds the manifest, what was pulled, and nothing else.
pub(crate) struct Scratch {
    folder: TempDir,
    portal: Origin,
}

/// Pulls the documents over HTTP into a scratch workspace.
pub(crate) async fn pull(sandbox: &Sandbox) -> Told<Scratch> {
    let portal = sandbox.base_url().to_owned();
    // The pull has a runtime of its own.
    tokio::task::spawn_blocking(move || pull_from(&portal)).await?
}

fn pull_from(portal: &str) -> Told<Scratch> {
    let folder = tempfile::tempdir()?;
    let specs = folder.path().join("specs");
    std::fs::create_dir(&specs)?;
    for file in ["portal.toml", "names.lock"] {
        let from = house::root().join("specs").join(file);
        if from.exists() {
            std::fs::copy(from, specs.join(file))?;
        }
    }
    copy_below(
        &house::root().join("specs/overlays"),
        &specs.join("overlays"),
    )?;

    let portal = Origin::read(portal, folder.path())?;
    let pulled = fetch(
        &Workspace::new(folder.path()),
        Some(&portal),
        &World::default(),
    )?;
    ensure!(pulled.failed.is_empty(), "{:?}", pulled.failed);
    ensure!(pulled.fetched > 0, "the portal has no document");
    let text = format!(
        "{} documents from the portal's own addresses, pinned with their SHA-256",
        pulled.fetched
    );
    Ok((Scratch { folder, portal }, text))
}

/// Generates the crates anew and compares them with those that are committed.
pub(crate) async fn regenerate(scratch: Scratch) -> Told<()> {
    tokio::task::spawn_blocking(move || regenerate_in(&scratch)).await?
}

fn regenerate_in(scratch: &Scratch) -> Told<()> {
    let workspace = Workspace::new(scratch.folder.path());
    let mut report = Report::default();
    let options = Options {
        portal: Some(scratch.portal.clone()),
        ..Options::default()
    };
    make(&workspace, &options, &World::default(), &mut report)?;
    let mut files = 0;
    for category in &workspace.manifest()?.categories {
        let of = |root: &Path| {
            root.join("crates")
                .join(&category.package)
                .join("src/generated")
        };
        let made = read_below(&of(scratch.folder.path()))?;
        let committed = read_below(&of(&house::root()))?;
        ensure!(!made.is_empty(), "nothing was made of {}", category.name);
        let differs = made
            .keys()
            .chain(committed.keys())
            .find(|file| made.get(*file) != committed.get(*file));
        if let Some(file) = differs {
            return Err(format!(
                "{} of {} differs from what is committed; run `cargo xtask regenerate`",
                file.display(),
                category.package
            )
            .into());
        }
        files += made.len();
    }
    let text = format!(
        "{} operations, {files} files, each byte as it is committed",
        report.operations
    );
    Ok(((), text))
}

/// Every file below a folder, by its path within it.
fn read_below(folder: &Path) -> std::io::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(within) = path.strip_prefix(folder) {
                files.insert(within.to_owned(), std::fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

fn copy_below(from: &Path, to: &Path) -> std::io::Result<()> {
    if !from.exists() {
        return Ok(());
    }
    for (within, bytes) in read_below(from)? {
        let path = to.join(within);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, bytes)?;
    }
    Ok(())
}
