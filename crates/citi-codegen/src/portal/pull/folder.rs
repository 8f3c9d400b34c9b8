//! One document from a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::answer::Answer;

/// How deep a folder is searched.
const DEPTH: usize = 16;

/// A folder of documents, searched once.
pub(super) struct Folder {
    root: PathBuf,
    /// Paths in the folder by file name, sorted.
    files: BTreeMap<String, Vec<String>>,
    max_bytes: u64,
}

impl Folder {
    /// The documents below `root`.
    pub(super) fn new(root: &Path, max_bytes: u64) -> Result<Self, String> {
        let mut files = BTreeMap::new();
        visit(root, "", DEPTH, &mut files)
            .map_err(|error| format!("{} can't be read: {error}", root.display()))?;
        for paths in files.values_mut() {
            paths.sort();
        }
        Ok(Self {
            root: root.to_owned(),
            files,
            max_bytes,
        })
    }

    /// The document `id`: where the portal has it (`path`), where this project has it
    /// (`<category>/<id>`), or anywhere.
    pub(super) fn document(&self, id: &str, category: &str, path: &str) -> Result<Answer, String> {
        let relative = self.find(id, category, path)?;
        let file = self.root.join(&relative);
        let fail = |error: std::io::Error| format!("{relative} can't be read: {error}");
        let length = std::fs::metadata(&file).map_err(fail)?.len();
        if length > self.max_bytes {
            return Err(format!(
                "{relative} is longer than {} bytes; raise `max_bytes` in portal.toml if it should be",
                self.max_bytes
            ));
        }
        let bytes = std::fs::read(&file).map_err(fail)?;
        let ending = relative.rsplit('.').next().unwrap_or("yaml").to_owned();
        Ok(Answer::Whole {
            source: relative,
            ending,
            bytes,
            etag: None,
            last_modified: None,
        })
    }

    fn find(&self, id: &str, category: &str, path: &str) -> Result<String, String> {
        let endings = ["yaml", "yml", "json"];
        let mut found: Vec<&String> = Vec::new();
        for ending in endings {
            found.extend(
                self.files
                    .get(&format!("{id}.{ending}"))
                    .into_iter()
                    .flatten(),
            );
        }
        let wanted = path.trim_start_matches('/');
        let own = endings.map(|ending| format!("{category}/{id}.{ending}"));
        if let Some(exact) = found
            .iter()
            .find(|file| *file.as_str() == *wanted)
            .or_else(|| found.iter().find(|file| own.contains(file)))
        {
            return Ok((*exact).clone());
        }
        match found.as_slice() {
            [] => Err(format!(
                "there is no {id}.yaml, {id}.yml or {id}.json in {}",
                self.root.display()
            )),
            [one] => Ok((*one).clone()),
            many => Err(format!(
                "several files could be it ({}); keep one, or give a folder nearer to it",
                many.iter()
                    .map(|file| file.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            )),
        }
    }
}

fn visit(
    folder: &Path,
    prefix: &str,
    depth: usize,
    files: &mut BTreeMap<String, Vec<String>>,
) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            continue;
        };
        let relative = format!("{prefix}{name}");
        // Links to files are followed, links to folders are not: those may lead in a circle.
        if entry.file_type()?.is_dir() {
            if depth > 0 && !name.starts_with('.') {
                visit(&entry.path(), &format!("{relative}/"), depth - 1, files)?;
            }
        } else if entry.path().is_file() {
            files.entry(name).or_default().push(relative);
        }
    }
    Ok(())
}
