//! [`Others`]: documents that are served beside the bank's own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::OtherError;
use crate::documents::Documents;
use crate::image::known_word;

/// Documents that are served from their schemas and examples.
#[derive(Default)]
pub(crate) struct Others {
    pub(crate) documents: Documents,
    /// What is not served, and why: an operation at the place of another.
    pub(crate) warnings: Vec<String>,
}

impl Others {
    /// Reads documents: files, and those that lie in folders.
    ///
    /// # Errors
    /// One can't be read.
    pub(crate) fn read(paths: &[PathBuf]) -> Result<Self, OtherError> {
        let mut others = Self::default();
        let mut taken = BTreeSet::new();
        for path in files(paths)? {
            let failed = |reason: String| OtherError {
                path: path.clone(),
                reason,
            };
            let bytes = std::fs::read(&path).map_err(|error| failed(error.to_string()))?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let id = known_word(name.into_owned());
            let id = id.ok_or_else(|| failed("its name is too long".to_owned()))?;
            let mut api = others.documents.add_other(id, &bytes).map_err(failed)?;
            api.endpoints.retain(|endpoint| {
                let method = endpoint.operation.method.name();
                let place = format!("{method} {}", nameless(&endpoint.path));
                let is_free = taken.insert(place);
                if !is_free {
                    let (operation, path) = (&endpoint.id, &endpoint.path);
                    others.warnings.push(format!(
                        "{id}: {operation} is not served; another operation has {method} {path}"
                    ));
                }
                is_free
            });
            others.documents.apis.push(api);
        }
        Ok(others)
    }
}

/// A path without the names of its placeholders.
fn nameless(path: &str) -> String {
    let pieces = path.split('/');
    let pieces = pieces.map(|piece| if piece.starts_with('{') { "{}" } else { piece });
    pieces.collect::<Vec<_>>().join("/")
}

fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, OtherError> {
    let mut files = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => files.extend(within(path)?),
            false => files.push(path.clone()),
        }
    }
    Ok(files)
}

fn within(folder: &Path) -> Result<Vec<PathBuf>, OtherError> {
    let failed = |error: std::io::Error| OtherError {
        path: folder.to_owned(),
        reason: error.to_string(),
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let ending = path.extension().and_then(|it| it.to_str());
        if matches!(ending, Some("yaml" | "yml" | "json")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
