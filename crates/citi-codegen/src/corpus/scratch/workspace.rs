//! The scratch workspace: one crate for each document, and the crates that try them out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Host, manifest};
use crate::write;

/// The folders of a scratch workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Generated crates.
    Crates,
    /// For each of them, a crate that calls it.
    Harness,
    /// Programs that hold many of the latter.
    Runners,
}

impl Room {
    /// The folder's name.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Crates => "crates",
            Self::Harness => "harness",
            Self::Runners => "runners",
        }
    }
}

/// A scratch workspace.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
    host: Host,
}

impl Room {
    const ALL: [Self; 3] = [Self::Crates, Self::Harness, Self::Runners];
}

impl Workspace {
    /// Sets a workspace up in `root`. Crates that an earlier run left and that are not among `names`
    /// are removed, harness and runners always: they are written when it is known what compiles.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(root: &Path, host: &Host, names: &BTreeSet<String>) -> std::io::Result<Self> {
        for room in Room::ALL {
            let folder = root.join(room.folder());
            std::fs::create_dir_all(&folder)?;
            for entry in std::fs::read_dir(&folder)? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                if room != Room::Crates || !names.contains(&name) {
                    std::fs::remove_dir_all(entry.path())?;
                }
            }
        }
        // Taken over each time: versions follow the host. Cargo drops what is not needed.
        if let Some(lock) = host.lock() {
            put(&root.join("Cargo.lock"), lock)?;
        }
        Ok(Self {
            root: root.to_owned(),
            host: host.clone(),
        })
    }

    /// Writes the workspace's manifest: its members are the crates that are there now.
    ///
    /// # Errors
    /// What the system says.
    pub fn seal(&self) -> std::io::Result<()> {
        let mut members = Vec::new();
        for room in Room::ALL {
            for entry in std::fs::read_dir(self.root.join(room.folder()))? {
                let name = entry?.file_name().to_string_lossy().into_owned();
                members.push(format!("{}/{name}", room.folder()));
            }
        }
        members.sort();
        let text = manifest::workspace(&self.host, &members);
        put(&self.root.join("Cargo.toml"), &text)
    }

    /// Its folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where its builds go: shared by all crates, kept between runs.
    #[must_use]
    pub fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// The folder of a crate.
    #[must_use]
    pub fn folder(&self, room: Room, name: &str) -> PathBuf {
        self.root.join(room.folder()).join(name)
    }

    /// Makes a crate of exactly these files; those that are there already stay untouched, so that
    /// nothing is compiled twice.
    ///
    /// # Errors
    /// What the system says.
    pub fn write<'f>(
        &self,
        room: Room,
        name: &str,
        files: impl IntoIterator<Item = (&'f str, &'f str)>,
    ) -> std::io::Result<()> {
        write_crate(&self.folder(room, name), files)
    }

    /// Takes a crate away.
    ///
    /// # Errors
    /// What the system says, but for a crate that is not there.
    pub fn remove(&self, room: Room, name: &str) -> std::io::Result<()> {
        match std::fs::remove_dir_all(self.folder(room, name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Makes the folder hold exactly these files below `src`, and these beside it.
pub(crate) fn write_crate<'f>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'f str, &'f str)>,
) -> std::io::Result<()> {
    let files: Vec<(&str, &str)> = files.into_iter().collect();
    if !folder.exists() {
        return write::new_folder(folder, &files);
    }
    let mut kept = BTreeSet::new();
    for (name, text) in files {
        let path = folder.join(name);
        put(&path, text)?;
        kept.insert(path);
    }
    let source = folder.join("src");
    if source.is_dir() {
        remove_others(&source, &kept)?;
    }
    Ok(())
}

fn remove_others(folder: &Path, kept: &BTreeSet<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            remove_others(&path, kept)?;
            // Fails if something is left in it, as it should.
            let _ = std::fs::remove_dir(&path);
        } else if !kept.contains(&path) {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Writes a file through a temporary one, unless it holds that text already.
fn put(path: &Path, text: &str) -> std::io::Result<()> {
    if std::fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    match write::replace(path, text.as_bytes()) {
        Err(write::WriteError::Io { source, .. }) => Err(source),
        Err(error) => Err(std::io::Error::other(error)),
        Ok(()) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::scratch::host::tests::core;

    #[test]
    fn stale_crates_and_files_go_and_the_rest_stays_untouched() {
        let dir = tempfile::tempdir().unwrap();
        let host = Host::read(&core()).unwrap();
        let names = BTreeSet::from(["a".to_owned()]);
        let scratch = Workspace::open(dir.path(), &host, &names).unwrap();
        for name in ["a", "b"] {
            let files = [
                ("Cargo.toml", "x"),
                ("src/lib.rs", "1"),
                ("src/old/x.rs", "2"),
            ];
            scratch.write(Room::Crates, name, files).unwrap();
        }
        let lib = scratch.folder(Room::Crates, "a").join("src/lib.rs");
        let before = lib.metadata().unwrap().modified().unwrap();
        let scratch = Workspace::open(dir.path(), &host, &names).unwrap();
        let files = [("Cargo.toml", "x"), ("src/lib.rs", "1")];
        scratch.write(Room::Crates, "a", files).unwrap();
        assert_eq!(lib.metadata().unwrap().modified().unwrap(), before);
        assert!(!scratch.folder(Room::Crates, "a").join("src/old").exists());
        assert!(!scratch.folder(Room::Crates, "b").exists());
        assert!(dir.path().join("Cargo.lock").exists());
    }
}
