//! A whole folder, made in one step.

use std::collections::BTreeSet;
use std::path::Path;

/// Makes `folder`, which is not there yet, hold `files` (path in it, text): it appears with all of them or not at all.
///
/// Each file costs the system one opening and one write, where [`replace`](super::replace) asks for a folder, a
/// temporary file and a rename of each.
///
/// # Errors
/// The system's word, also where something has come to stand in the folder's place.
pub(crate) fn new_folder(folder: &Path, files: &[(&str, &str)]) -> std::io::Result<()> {
    let above = match folder.parent() {
        Some(above) if above != Path::new("") => above,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(above)?;
    let staging = tempfile::Builder::new()
        .prefix(".writing-")
        .tempdir_in(above)?;
    // One below: a temporary folder is its owner's alone, and what is made here need not be.
    let staged = staging.path().join("folder");
    let mut made = BTreeSet::new();
    for (name, text) in files {
        let path = staged.join(name);
        if let Some(parent) = path.parent().filter(|parent| !made.contains(*parent)) {
            std::fs::create_dir_all(parent)?;
            made.insert(parent.to_owned());
        }
        std::fs::write(&path, text)?;
    }
    std::fs::rename(&staged, folder)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_its_files_and_leaves_nothing_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("new/crate");
        let files = [("Cargo.toml", "x"), ("src/lib.rs", "1"), ("src/a/b.rs", "")];
        new_folder(&folder, &files).unwrap();
        for (name, text) in files {
            assert_eq!(std::fs::read_to_string(folder.join(name)).unwrap(), text);
        }
        let beside = std::fs::read_dir(dir.path().join("new")).unwrap();
        assert_eq!(beside.count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn whoever_may_read_a_folder_made_by_hand_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let (by_hand, folder) = (dir.path().join("a"), dir.path().join("b"));
        std::fs::create_dir(&by_hand).unwrap();
        new_folder(&folder, &[("c", "")]).unwrap();
        let mode = |path| std::fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(folder), mode(by_hand));
    }

    #[test]
    fn what_fails_on_the_way_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("crate");
        // A file can't be the folder of another.
        let files = [("src", "1"), ("src/lib.rs", "2")];
        assert!(new_folder(&folder, &files).is_err());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_stands_there_stays() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("crate");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("notes.md"), "mine").unwrap();
        assert!(new_folder(&folder, &[("src/lib.rs", "1")]).is_err());
        assert!(folder.join("notes.md").exists());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
