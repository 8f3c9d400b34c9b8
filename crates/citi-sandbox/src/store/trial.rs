//! Whether a file is whole: tried where nothing can be spoilt.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use redb::{
    Database, DatabaseError, ReadableTable as _, StorageError, TableError, TableHandle as _,
};

use super::StoreError;
use super::disk::Disk;
use super::rows::{CURRENT, FORM, SEAL, TABLE, builder};
use super::seal::Seal;

/// What the library says, which is large.
pub(super) struct Failed(Box<redb::Error>);

impl<E: Into<redb::Error>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(Box::new(error.into()))
    }
}

pub(super) fn failed(error: Failed) -> io::Error {
    match *error.0 {
        redb::Error::Io(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

/// What a file does that is not whole: the library checks much of it by assertions.
pub(super) fn caught<T>(
    directory: &Path,
    opens: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    catch_unwind(AssertUnwindSafe(opens))
        .unwrap_or_else(|_| Err(damaged(directory, "its file is not whole".to_owned())))
}

fn damaged(directory: &Path, reason: String) -> StoreError {
    StoreError::Damaged {
        directory: directory.to_owned(),
        reason,
    }
}

pub(super) fn refused(directory: PathBuf, error: DatabaseError) -> StoreError {
    match error {
        DatabaseError::DatabaseAlreadyOpen => StoreError::Taken { directory },
        // That a file is none of its own, or ends too early, the library says in this way too.
        DatabaseError::Storage(StorageError::Io(source))
            if !matches!(
                source.kind(),
                io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
            ) =>
        {
            StoreError::Unusable { directory, source }
        }
        other => damaged(&directory, other.to_string()),
    }
}

/// Opens the file where nothing can be spoilt, and reads all of it.
pub(super) fn tried(directory: &Path, disk: &Disk) -> Result<BTreeMap<String, String>, StoreError> {
    let veiled = disk.veiled().map_err(|source| StoreError::Unusable {
        directory: directory.to_owned(),
        source,
    })?;
    let refused = |error| refused(directory.to_owned(), error);
    let mut database = builder().create_with_backend(veiled).map_err(refused)?;
    if !database.check_integrity().map_err(refused)? {
        return Err(damaged(directory, "its file is not whole".to_owned()));
    }
    let rows = read(&database).map_err(|error| damaged(directory, failed(error).to_string()))?;
    let Some(mut rows) = rows else {
        return Ok(BTreeMap::new());
    };
    let form = rows.remove(FORM);
    let sealed = rows.remove(SEAL);
    if form.as_deref() != Some(CURRENT) {
        return Err(StoreError::OtherForm {
            directory: directory.to_owned(),
        });
    }
    let mut seal = Seal::default();
    for (name, text) in &rows {
        seal.add(name, text);
    }
    match sealed == Some(seal.to_string()) {
        true => Ok(rows),
        false => Err(damaged(
            directory,
            "its rows are not as they were written".to_owned(),
        )),
    }
}

/// All rows; `None` if there never were any.
fn read(database: &Database) -> Result<Option<BTreeMap<String, String>>, Failed> {
    let transaction = database.begin_read()?;
    let table = match transaction.open_table(TABLE) {
        Ok(table) => table,
        Err(TableError::TableDoesNotExist(_)) => {
            // Of another version there is another table.
            let mut others = transaction.list_tables()?;
            return Ok(others
                .any(|it| it.name() != TABLE.name())
                .then(BTreeMap::new));
        }
        Err(error) => return Err(error.into()),
    };
    let mut rows = BTreeMap::new();
    for row in table.iter()? {
        let (name, text) = row?;
        rows.insert(name.value().to_owned(), text.value().to_owned());
    }
    Ok(Some(rows))
}
