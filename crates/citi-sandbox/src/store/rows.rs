//! [`Rows`]: named texts in a file that a crash can't break.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use redb::{
    Database, DatabaseError, ReadableTable as _, StorageError, TableDefinition, TableError,
};
use sha2::{Digest as _, Sha256};

use super::StoreError;
use crate::random::hex;

/// The file in the directory.
const FILE: &str = "sandbox.redb";
/// Names, and texts with their hash before them.
const TABLE: TableDefinition<'_, &str, &str> = TableDefinition::new("rows");
/// How much of the file is held in memory, in bytes.
const CACHE: usize = 4 * 1024 * 1024;

/// Named texts in a file: what is written together is there together after a crash, or not at all. The
/// file is locked as long as this lives.
pub(super) struct Rows {
    database: Database,
    /// What the file holds.
    written: BTreeMap<String, String>,
}

impl Rows {
    /// Opens the file of a directory, and makes both if there are none.
    ///
    /// # Errors
    /// Another process has it, it can't be used, or what it holds can't be read.
    pub(super) fn open(directory: &Path) -> Result<Self, StoreError> {
        let unusable = |source| StoreError::Unusable {
            directory: directory.to_owned(),
            source,
        };
        make(directory).map_err(unusable)?;
        let file = directory.join(FILE);
        // The library checks much of a damaged file by assertions.
        let opened = std::panic::catch_unwind(|| opened(directory, &file));
        let (database, written) = opened.unwrap_or_else(|_| {
            Err(StoreError::Damaged {
                directory: directory.to_owned(),
                reason: "its file is not whole".to_owned(),
            })
        })?;
        Ok(Self { database, written })
    }

    /// What it holds.
    pub(super) fn all(&self) -> &BTreeMap<String, String> {
        &self.written
    }

    /// Writes what is new or other, durably; what is not named stays. Rows of `with` are written only beside others.
    ///
    /// # Errors
    /// The file can't be written; it holds what it held before.
    pub(super) fn write(
        &mut self,
        rows: BTreeMap<String, String>,
        with: &[&str],
    ) -> Result<(), io::Error> {
        let changed: Vec<_> = rows
            .into_iter()
            .filter(|(name, text)| self.written.get(name) != Some(text))
            .collect();
        if changed
            .iter()
            .all(|(name, _)| with.contains(&name.as_str()))
        {
            return Ok(());
        }
        let transaction = self.database.begin_write().map_err(failed)?;
        {
            let mut table = transaction.open_table(TABLE).map_err(failed)?;
            for (name, text) in &changed {
                let sealed = sealed(text);
                table
                    .insert(name.as_str(), sealed.as_str())
                    .map_err(failed)?;
            }
        }
        // With this it is on the disk.
        transaction.commit().map_err(failed)?;
        self.written.extend(changed);
        Ok(())
    }
}

/// A directory that its owner alone can read, since it will hold secrets; one that is there stays as it is.
fn make(directory: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(directory)
}

fn failed(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}

fn opened(
    directory: &Path,
    file: &Path,
) -> Result<(Database, BTreeMap<String, String>), StoreError> {
    let database = Database::builder().set_cache_size(CACHE).create(file);
    let database = database.map_err(|error| refused(directory.to_owned(), error))?;
    let written = read(&database).map_err(|reason| StoreError::Damaged {
        directory: directory.to_owned(),
        reason,
    })?;
    Ok((database, written))
}

fn refused(directory: PathBuf, error: DatabaseError) -> StoreError {
    match error {
        DatabaseError::DatabaseAlreadyOpen => StoreError::Taken { directory },
        // That a file is none of its own, the library says in this way too.
        DatabaseError::Storage(StorageError::Io(source))
            if source.kind() != io::ErrorKind::InvalidData =>
        {
            StoreError::Unusable { directory, source }
        }
        other => StoreError::Damaged {
            directory,
            reason: other.to_string(),
        },
    }
}

fn read(database: &Database) -> Result<BTreeMap<String, String>, String> {
    let reason = |error: redb::Error| error.to_string();
    let transaction = database.begin_read().map_err(|it| reason(it.into()))?;
    let table = match transaction.open_table(TABLE) {
        Ok(table) => table,
        // It is new.
        Err(TableError::TableDoesNotExist(_)) => return Ok(BTreeMap::new()),
        Err(error) => return Err(reason(error.into())),
    };
    let mut rows = BTreeMap::new();
    for row in table.iter().map_err(|it| reason(it.into()))? {
        let (name, text) = row.map_err(|it| reason(it.into()))?;
        let name = name.value().to_owned();
        match unsealed(text.value()) {
            Some(text) => rows.insert(name, text.to_owned()),
            None => return Err(format!("{name} was changed")),
        };
    }
    Ok(rows)
}

fn sealed(text: &str) -> String {
    format!("{} {text}", hex(&Sha256::digest(text)))
}

fn unsealed(sealed: &str) -> Option<&str> {
    let (hash, text) = sealed.split_once(' ')?;
    (hex(&Sha256::digest(text)) == hash).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(texts: &[(&str, &str)]) -> BTreeMap<String, String> {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        texts.iter().map(owned).collect()
    }

    #[test]
    fn what_was_written_is_there_again_and_one_process_has_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("deep/down");
        let mut first = Rows::open(&path).unwrap();
        first.write(rows(&[("a", "1"), ("b", "2")]), &[]).unwrap();
        first
            .write(rows(&[("b", "3"), ("clock", "x")]), &["clock"])
            .unwrap();
        // A row that is only written beside others waits for them.
        first.write(rows(&[("clock", "y")]), &["clock"]).unwrap();
        assert!(matches!(Rows::open(&path), Err(StoreError::Taken { .. })));
        drop(first);
        let again = Rows::open(&path).unwrap();
        assert_eq!(
            *again.all(),
            rows(&[("a", "1"), ("b", "3"), ("clock", "x")])
        );
    }

    #[test]
    fn a_file_that_is_none_or_was_changed_is_refused_and_stays() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join(FILE);
        std::fs::write(&file, b"these are my notes of last year").unwrap();
        let error = Rows::open(directory.path()).err().unwrap();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert_eq!(
            std::fs::read(&file).unwrap(),
            b"these are my notes of last year"
        );

        std::fs::remove_file(&file).unwrap();
        let mut rows_of = Rows::open(directory.path()).unwrap();
        rows_of
            .write(rows(&[("a", "four hundred dollars")]), &[])
            .unwrap();
        drop(rows_of);
        let mut bytes = std::fs::read(&file).unwrap();
        let needle = b"four hundred";
        let mut at = 0;
        while let Some(found) = bytes[at..]
            .windows(needle.len())
            .position(|it| it == needle)
        {
            bytes[at + found..at + found + 4].copy_from_slice(b"five");
            at += found + 1;
        }
        assert!(at > 0);
        std::fs::write(&file, &bytes).unwrap();
        let error = Rows::open(directory.path()).err().unwrap();
        assert!(error.to_string().contains("can't be read"), "{error}");
        assert_eq!(std::fs::read(&file).unwrap().len(), bytes.len());
    }

    #[test]
    fn a_directory_that_can_t_be_made_is_said() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("file");
        std::fs::write(&file, b"").unwrap();
        let error = Rows::open(&file).err().unwrap();
        assert!(matches!(error, StoreError::Unusable { .. }), "{error}");
    }
}
