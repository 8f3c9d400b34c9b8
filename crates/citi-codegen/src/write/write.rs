//! A folder of generated files.

use std::collections::BTreeMap;
use std::path::Path;

use super::stale::{remove_empty_folders, stale};
use super::{WriteError, Written, replace, unified};

/// Makes `dir` hold `files`: what is the same is left alone, the rest is replaced one file at a
/// time, and generated files that no longer belong are removed. Files that do not begin with
/// [`GENERATED`](super::GENERATED) are never removed. With `check` nothing is touched, and
/// [`Written::diff`] shows what would be.
///
/// ```
/// use std::collections::BTreeMap;
/// let dir = tempfile::tempdir()?;
/// let files = BTreeMap::from([("mod.rs".to_owned(), "pub mod types;\n".to_owned())]);
/// let checked = citi_codegen::write::write(dir.path(), &files, true)?;
/// assert!(!checked.is_clean());
/// citi_codegen::write::write(dir.path(), &files, false)?;
/// assert!(citi_codegen::write::write(dir.path(), &files, true)?.is_clean());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A path that leads out of `dir` (before anything is written), or the system's word.
pub fn write(
    dir: &Path,
    files: &BTreeMap<String, String>,
    check: bool,
) -> Result<Written, WriteError> {
    write_below(dir, "", files, check)
}

/// As [`write`], and the diff shows each path behind `prefix`, so that it fits where `dir` is a
/// folder of something larger.
pub(crate) fn write_below(
    dir: &Path,
    prefix: &str,
    files: &BTreeMap<String, String>,
    check: bool,
) -> Result<Written, WriteError> {
    if let Some(path) = files.keys().find(|path| !is_inside(path)) {
        return Err(WriteError::Outside(path.clone()));
    }
    let mut done = Written::default();
    for (relative, text) in files {
        let path = dir.join(relative);
        let old = match std::fs::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(WriteError::io(&path, "read")(error)),
        };
        if old.as_deref() == Some(text.as_bytes()) {
            done.unchanged += 1;
            continue;
        }
        if check {
            let old = String::from_utf8_lossy(old.as_deref().unwrap_or_default());
            done.diff.push_str(&unified(&format!("{prefix}{relative}"), &old, text));
        } else {
            replace(&path, text.as_bytes())?;
        }
        done.written.push(relative.clone());
    }
    for relative in stale(dir, files)? {
        let path = dir.join(&relative);
        if check {
            let old = std::fs::read(&path).map_err(WriteError::io(&path, "read"))?;
            let old = String::from_utf8_lossy(&old);
            done.diff.push_str(&unified(&format!("{prefix}{relative}"), &old, ""));
        } else {
            std::fs::remove_file(&path).map_err(WriteError::io(&path, "removed"))?;
            remove_empty_folders(dir, &path);
        }
        done.removed.push(relative);
    }
    Ok(done)
}

fn is_inside(path: &str) -> bool {
    !path.contains('\\')
        && path
            .split('/')
            .all(|part| !matches!(part, "" | "." | "..") && !part.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::GENERATED;

    fn files(list: &[(&str, &str)]) -> BTreeMap<String, String> {
        list.iter()
            .map(|(path, text)| ((*path).to_owned(), format!("{GENERATED}\n{text}\n")))
            .collect()
    }

    #[test]
    fn the_same_text_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let files = files(&[("mod.rs", "a"), ("types/pet.rs", "b")]);
        let first = write(dir.path(), &files, false).unwrap();
        assert_eq!(first.written, ["mod.rs", "types/pet.rs"]);
        let path = dir.path().join("mod.rs");
        let before = std::fs::metadata(&path).unwrap().modified().unwrap();
        let second = write(dir.path(), &files, false).unwrap();
        assert!(second.is_clean());
        assert_eq!(second.unchanged, 2);
        let after = std::fs::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(before, after);
    }

    #[test]
    fn a_check_shows_every_change_and_makes_none() {
        let dir = tempfile::tempdir().unwrap();
        write(
            dir.path(),
            &files(&[("a.rs", "old"), ("gone.rs", "x")]),
            false,
        )
        .unwrap();
        let wanted = files(&[("a.rs", "new"), ("b.rs", "y")]);
        let checked = write(dir.path(), &wanted, true).unwrap();
        assert_eq!(checked.written, ["a.rs", "b.rs"]);
        assert_eq!(checked.removed, ["gone.rs"]);
        assert!(checked.diff.contains("--- a/a.rs\n+++ b/a.rs\n"));
        assert!(checked.diff.contains("-old\n+new\n"), "{}", checked.diff);
        assert!(checked.diff.contains("+y\n") && checked.diff.contains("-x\n"));
        let text = std::fs::read_to_string(dir.path().join("a.rs")).unwrap();
        assert!(text.contains("old"));
        assert!(dir.path().join("gone.rs").exists());
        assert!(!dir.path().join("b.rs").exists());
    }

    #[test]
    fn stale_files_go_and_hand_written_ones_stay() {
        let dir = tempfile::tempdir().unwrap();
        let first = files(&[("mod.rs", "a"), ("builder/old.rs", "b")]);
        write(dir.path(), &first, false).unwrap();
        std::fs::write(dir.path().join("notes.rs"), "// mine\n").unwrap();
        let done = write(dir.path(), &files(&[("mod.rs", "a")]), false).unwrap();
        assert_eq!(done.removed, ["builder/old.rs"]);
        assert!(!dir.path().join("builder").exists());
        assert!(dir.path().join("notes.rs").exists());
    }

    #[test]
    #[cfg(unix)]
    fn a_link_is_never_followed() {
        let outside = tempfile::tempdir().unwrap();
        write(outside.path(), &files(&[("keep.rs", "a")]), false).unwrap();
        let dir = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(outside.path(), dir.path().join("link")).unwrap();
        let done = write(dir.path(), &files(&[("mod.rs", "a")]), false).unwrap();
        assert!(done.removed.is_empty());
        assert!(outside.path().join("keep.rs").exists());
    }

    #[test]
    fn a_path_that_leaves_the_folder_writes_nothing_at_all() {
        let dir = tempfile::tempdir().unwrap();
        for path in ["../out.rs", "/out.rs", "a/../../out.rs", "c:\\out.rs"] {
            let wanted = files(&[("a.rs", "a"), (path, "b")]);
            let error = write(dir.path(), &wanted, false).unwrap_err();
            assert!(matches!(error, WriteError::Outside(_)), "{error}");
            assert!(!dir.path().join("a.rs").exists());
        }
    }

    #[test]
    fn nothing_is_left_over_from_writing() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), &files(&[("a.rs", "a")]), false).unwrap();
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
