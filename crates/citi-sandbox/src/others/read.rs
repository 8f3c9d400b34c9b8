//! [`Others`]: documents that are served beside the bank's own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use citi_codegen::load::{Loaded, load, read_file};

use super::slug::slug;
use super::{OtherError, Source};
use crate::documents::{Documents, Endpoint, Found, find, first};
use crate::image::known_word;

/// What a document answers below, too, whatever else stands at its own places: `/_documents/{id}`.
const BELOW: &str = "/_documents/";

/// The path below which the document answers in any case.
pub(super) fn below(id: &str) -> String {
    format!("{BELOW}{id}")
}

/// Documents that are served from their schemas and examples.
#[derive(Default)]
pub(crate) struct Others {
    pub(crate) documents: Documents,
    /// Where each comes from, by its id.
    sources: BTreeMap<&'static str, Source>,
    /// What does not answer at its own place, and why: another operation has it.
    pub(crate) warnings: Vec<String>,
}

impl Others {
    /// Reads documents, files and those that lie in folders, beside those of the bank.
    ///
    /// # Errors
    /// One can't be read.
    pub(crate) fn read(paths: &[PathBuf], bank: &Documents) -> Result<Self, OtherError> {
        let mut others = Self::default();
        let mut ids: BTreeSet<_> = bank.apis.iter().map(|api| api.id).collect();
        let of_bank = bank.apis.iter().flat_map(|api| &api.endpoints);
        let mut places: BTreeSet<_> = of_bank.map(place).collect();
        for path in files(paths)? {
            let failed = |reason: String| OtherError {
                path: path.clone(),
                reason,
            };
            let bytes = read_file(&path).map_err(|error| failed(error.to_string()))?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let id = known_word(slug(&name, &ids));
            let id = id.ok_or_else(|| failed("there are too many documents".to_owned()))?;
            let loaded = load(id, &bytes).map_err(|found| failed(first(&found)))?;
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let added = others.add(id, &file, loaded, &mut places);
            added.map_err(failed)?;
            ids.insert(id);
        }
        Ok(others)
    }

    fn add(
        &mut self,
        id: &'static str,
        file: &str,
        loaded: Loaded,
        places: &mut BTreeSet<String>,
    ) -> Result<(), String> {
        let api = self.documents.add_other(id, loaded.root)?;
        let mut elsewhere = BTreeSet::new();
        for (at, endpoint) in api.endpoints.iter().enumerate() {
            if !places.insert(place(endpoint)) {
                elsewhere.insert(at);
                let (operation, path) = (&endpoint.id, &endpoint.path);
                let method = endpoint.operation.method.name();
                self.warnings.push(format!(
                    "{id}: {operation} is not served at {path}; another operation has {method} there, \
                     and this one answers at {}{path}",
                    below(id)
                ));
            }
        }
        let source = Source::new(id, file.to_owned(), loaded.text, elsewhere);
        self.sources.insert(id, source);
        Ok(())
    }

    /// Where a document comes from.
    pub(crate) fn source(&self, id: &str) -> Option<&Source> {
        self.sources.get(id)
    }

    /// What stands at `path` for `method`; a path may name its document.
    pub(crate) fn find(&self, method: &str, path: &str) -> Found<'_> {
        let apis = self.documents.apis.as_slice();
        let Some((id, _)) = path.strip_prefix(BELOW).and_then(|it| it.split_once('/')) else {
            return find(apis, method, path);
        };
        let (Some(at), Some(rest)) = (
            apis.iter().position(|api| api.id == id),
            path.strip_prefix(&below(id)),
        ) else {
            return Found::Nothing;
        };
        find(apis.get(at..=at).unwrap_or_default(), method, rest)
    }
}

/// Method and path of an operation, without the names of its placeholders.
fn place(endpoint: &Endpoint) -> String {
    let pieces = endpoint.path.split('/');
    let pieces = pieces.map(|piece| if piece.starts_with('{') { "{}" } else { piece });
    let path = pieces.collect::<Vec<_>>().join("/");
    format!("{} {path}", endpoint.operation.method.name())
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
