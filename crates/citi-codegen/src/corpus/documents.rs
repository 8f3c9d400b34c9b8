//! Which files of a folder are documents.

use std::path::{Path, PathBuf};

/// One document of a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Path below the folder, with `/` between its parts.
    pub path: String,
    /// Where it is.
    pub file: PathBuf,
}

/// Every YAML and JSON file under `dir`, by path; hidden files and folders are left out. A `dir`
/// that is a file is the only document.
///
/// # Errors
/// What the system says of a folder that can't be read.
pub fn find(dir: &Path) -> std::io::Result<Vec<Found>> {
    let mut found = Vec::new();
    if dir.is_file() {
        let name = dir
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        found.push(Found {
            path: name.unwrap_or_default(),
            file: dir.to_owned(),
        });
        return Ok(found);
    }
    walk(dir, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn walk(dir: &Path, prefix: &str, found: &mut Vec<Found>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}/{name}")
        };
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(&entry.path(), &path, found)?;
        } else if is_document(&name) && entry.path().is_file() {
            found.push(Found {
                path,
                file: entry.path(),
            });
        }
    }
    Ok(())
}

fn is_document(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_by_ending_and_sorted_by_path() {
        let dir = tempfile::tempdir().unwrap();
        for name in [
            "b.yaml",
            "a/z.JSON",
            "a/b.yml",
            "INDEX.tsv",
            "README.md",
            "LICENSE",
            ".x/c.json",
        ] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "{}").unwrap();
        }
        let paths: Vec<_> = find(dir.path())
            .unwrap()
            .into_iter()
            .map(|f| f.path)
            .collect();
        assert_eq!(paths, ["a/b.yml", "a/z.JSON", "b.yaml"]);
        assert_eq!(find(&dir.path().join("b.yaml")).unwrap()[0].path, "b.yaml");
        assert!(find(&dir.path().join("nothing")).is_err());
    }
}
