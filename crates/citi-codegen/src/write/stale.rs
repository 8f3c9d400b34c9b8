//! Generated files that no longer belong.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use super::{GENERATED, WriteError};

/// The generated files below `dir` that are not among `files`, sorted by their path in it.
/// Links are not followed: what they lead to belongs to somebody else.
pub(super) fn stale(
    dir: &Path,
    files: &BTreeMap<String, String>,
) -> Result<Vec<String>, WriteError> {
    let mut found = Vec::new();
    if dir.is_dir() {
        visit(dir, "", files, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn visit(
    dir: &Path,
    prefix: &str,
    files: &BTreeMap<String, String>,
    found: &mut Vec<String>,
) -> Result<(), WriteError> {
    for entry in std::fs::read_dir(dir).map_err(WriteError::io(dir, "read"))? {
        let entry = entry.map_err(WriteError::io(dir, "read"))?;
        let path = entry.path();
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            continue;
        };
        let relative = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(WriteError::io(&path, "read"))?;
        if kind.is_dir() {
            visit(&path, &format!("{relative}/"), files, found)?;
        } else if kind.is_file() && !files.contains_key(&relative) && is_generated(&path)? {
            found.push(relative);
        }
    }
    Ok(())
}

fn is_generated(path: &Path) -> Result<bool, WriteError> {
    let mut start = Vec::with_capacity(GENERATED.len());
    std::fs::File::open(path)
        .and_then(|file| file.take(GENERATED.len() as u64).read_to_end(&mut start))
        .map_err(WriteError::io(path, "read"))?;
    Ok(start == GENERATED.as_bytes())
}

/// Removes the folders between `path` and `dir` that hold nothing any more.
pub(super) fn remove_empty_folders(dir: &Path, path: &Path) {
    let mut folder = path.parent();
    while let Some(here) = folder {
        // A folder that still holds something refuses, which ends the way up.
        if here == dir || std::fs::remove_dir(here).is_err() {
            return;
        }
        folder = here.parent();
    }
}
