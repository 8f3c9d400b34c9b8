//! The documents that everybody gets.

use std::path::{Path, PathBuf};

use crate::house;

/// Documents below these folders, or below those that are there; at most `limit`, spread over all
/// sizes, the smallest first.
pub(crate) fn documents(folders: &[PathBuf], limit: usize) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    if folders.is_empty() {
        let root = house::root();
        let shared = root.join("../shared");
        for folder in [
            root.join("specs"),
            shared.join("portal"),
            shared.join("corpus"),
        ] {
            if folder.exists() {
                below(&folder, &mut found)?;
            }
        }
    }
    for folder in folders {
        below(folder, &mut found)?;
    }
    found.sort();
    found.sort_by_key(|(bytes, _)| *bytes);
    let found: Vec<PathBuf> = found.into_iter().map(|(_, path)| path).collect();
    match found.is_empty() {
        true => Err("there is no document; name a folder with --documents".to_owned()),
        false => Ok(spread(found, limit)),
    }
}

/// So many of them, evenly.
fn spread(all: Vec<PathBuf>, limit: usize) -> Vec<PathBuf> {
    let (count, limit) = (all.len(), limit.max(1));
    if count <= limit {
        return all;
    }
    let wanted = |at: usize| (at * limit) / count != ((at + 1) * limit) / count;
    let kept = all.into_iter().enumerate().filter(|(at, _)| wanted(*at));
    kept.map(|(_, path)| path).collect()
}

fn below(folder: &Path, found: &mut Vec<(u64, PathBuf)>) -> Result<(), String> {
    let unreadable = |error| format!("{} can't be read: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            below(&path, found)?;
        } else if is_document(&path) {
            let bytes = path.metadata().map_or(0, |metadata| metadata.len());
            found.push((bytes, path));
        }
    }
    Ok(())
}

/// By its name, and by how it begins to speak of itself.
fn is_document(path: &Path) -> bool {
    let named = path.extension().is_some_and(|extension| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| extension == *known)
    });
    named
        && std::fs::read_to_string(path).is_ok_and(|text| {
            ["swagger:", "openapi:", "\"swagger\"", "\"openapi\""]
                .iter()
                .any(|word| text.contains(word))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_spread_over_all() {
        let all: Vec<PathBuf> = (0..10).map(|at| PathBuf::from(at.to_string())).collect();
        let some = spread(all.clone(), 5);
        assert_eq!(some.len(), 5);
        assert!(some.contains(&PathBuf::from("9")));
        assert_eq!(spread(all, 20).len(), 10);
    }

    #[test]
    fn our_own_are_found() {
        let found = documents(&[house::root().join("specs")], 100).unwrap();
        assert!(found.iter().any(|path| path.ends_with("fx/fx.yaml")));
        assert!(
            !found
                .iter()
                .any(|path| path.ends_with("portal.schema.json"))
        );
    }
}
