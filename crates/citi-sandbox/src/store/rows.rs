//! [`Rows`]: named texts in a file that a crash can't break.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use redb::{Builder, Database, ReadableTable as _, TableDefinition};

use super::StoreError;
use super::disk::Disk;
use super::seal::Seal;
use super::trial::{Failed, caught, failed, refused, tried};
use crate::table::{Changes, Due, Reader};

/// The file in the directory.
const FILE: &str = "sandbox.redb";
/// Names and texts.
pub(super) const TABLE: TableDefinition<'_, &str, &str> = TableDefinition::new("state");
/// Of which form the rows are, and what all of them amount to.
pub(super) const FORM: &str = "form";
pub(super) const SEAL: &str = "seal";
/// The form that is written and read. It changes whenever what an older one says would be read wrongly, or not at all.
pub(super) const CURRENT: &str = "2";
/// How much of the file is held in memory, in bytes.
const CACHE: usize = 4 * 1024 * 1024;

/// Named texts in a file: what is written together is there together after a crash, or not at all. The
/// file is locked as long as this lives.
pub(super) struct Rows {
    disk: Disk,
    /// After a failure it is opened anew.
    database: Option<Database>,
    /// Rows that stand alone, as they were written last.
    single: BTreeMap<String, String>,
    /// What could not be written yet.
    left: Changes,
}

impl Rows {
    /// Opens the file of a directory, and makes both if there are none. Gives what it holds.
    ///
    /// # Errors
    /// Another process has it, it can't be used, or what it holds can't be read. What is there is as it was.
    pub(super) fn open(directory: &Path) -> Result<(Self, Reader), StoreError> {
        let unusable = |source| StoreError::Unusable {
            directory: directory.to_owned(),
            source,
        };
        make(directory).map_err(unusable)?;
        let disk = Disk::open(&directory.join(FILE));
        let disk = disk.map_err(|error| refused(directory.to_owned(), error))?;
        let is_new = disk.length().map_err(unusable)? == 0;
        let rows = match is_new {
            true => BTreeMap::new(),
            // Whether it is whole is tried where nothing can be spoilt.
            false => caught(directory, || tried(directory, &disk))?,
        };
        let database = caught(directory, || {
            let database = builder().create_with_backend(disk.clone());
            database.map_err(|error| refused(directory.to_owned(), error))
        })?;
        let opened = Self {
            disk,
            database: Some(database),
            single: BTreeMap::new(),
            left: Changes::default(),
        };
        Ok((opened, Reader::new(rows)))
    }

    /// Writes what changed, durably, and what could not be written before with it; what changes at every moment
    /// by itself too, if `all` is to be written.
    ///
    /// # Errors
    /// The file can't be written; it holds what it held before, and the changes are written with the next.
    pub(super) fn write(&mut self, changes: Changes, all: bool) -> io::Result<()> {
        self.left.absorb(changes);
        let Some(due) = self.left.due(&self.single, all)? else {
            return Ok(());
        };
        // Once something has failed, the library refuses everything until it is opened anew.
        let database = match self.database.take() {
            Some(database) => database,
            None => builder()
                .create_with_backend(self.disk.clone())
                .map_err(|error| failed(error.into()))?,
        };
        commit(&database, &due).map_err(failed)?;
        self.database = Some(database);
        std::mem::take(&mut self.left).written(&mut self.single);
        Ok(())
    }
}

/// Writes in one transaction.
fn commit(database: &Database, due: &Due<'_>) -> Result<(), Failed> {
    let transaction = database.begin_write()?;
    {
        let mut table = transaction.open_table(TABLE)?;
        // It is held against all rows whenever the file is opened.
        let seal = table.get(SEAL)?.map(|text| text.value().parse());
        let mut seal: Seal = seal.and_then(Result::ok).unwrap_or_default();
        for prefix in &due.cleared {
            // The character that follows the slash.
            let end = format!("{}0", prefix.trim_end_matches('/'));
            table.retain_in(*prefix..end.as_str(), |name, text| {
                seal.take(name, text);
                false
            })?;
        }
        for (name, text) in &due.rows {
            let before = match text {
                Some(text) => table.insert(*name, *text)?,
                None => table.remove(*name)?,
            };
            if let Some(before) = before {
                seal.take(name, before.value());
            }
            if let Some(text) = text {
                seal.add(name, text);
            }
        }
        table.insert(FORM, CURRENT)?;
        table.insert(SEAL, seal.to_string().as_str())?;
    }
    // With this it is on the disk.
    transaction.commit()?;
    Ok(())
}

pub(super) fn builder() -> Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE);
    builder
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Table;

    /// Writes rows of a table and the time; gives what the file holds then.
    fn write(rows: &mut Rows, table: &mut Table<u8, String>, clock: u8) {
        let mut changes = Changes::default();
        table.changes("notes", &mut changes);
        changes.beside("clock", &clock);
        rows.write(changes, false).unwrap();
    }

    fn read(directory: &Path) -> (Table<u8, String>, Option<u8>) {
        let (_, from) = Rows::open(directory).unwrap();
        let clock = from.single_or_none("clock").unwrap();
        (Table::read("notes", &from).unwrap(), clock)
    }

    fn error(directory: &Path) -> StoreError {
        Rows::open(directory).err().unwrap()
    }

    #[test]
    fn what_was_written_is_there_again_and_one_process_has_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("deep/down");
        let (mut first, from) = Rows::open(&path).unwrap();
        assert!(from.is_empty());
        let mut table = Table::default();
        table.insert(1, "one".to_owned());
        table.insert(2, "two".to_owned());
        write(&mut first, &mut table, 1);
        table.insert(2, "three".to_owned());
        table.remove(&1);
        write(&mut first, &mut table, 2);
        // The time alone waits for others.
        write(&mut first, &mut table, 3);
        assert!(matches!(error(&path), StoreError::Taken { .. }));
        drop(first);
        let (again, clock) = read(&path);
        assert_eq!((&*again, clock), (&*table, Some(2)));

        // Another table in its place leaves nothing of it.
        let (mut second, _) = Rows::open(&path).unwrap();
        let mut other = Table::default();
        other.insert(7, "seven".to_owned());
        write(&mut second, &mut other, 4);
        drop(second);
        assert_eq!(*read(&path).0, *other);
    }

    #[test]
    fn a_file_that_is_none_or_is_of_another_version_is_refused_and_stays() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join(FILE);
        let notes = b"these are my notes of last year";
        std::fs::write(&file, notes).unwrap();
        let error = error(directory.path());
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert_eq!(std::fs::read(&file).unwrap(), notes);

        std::fs::remove_file(&file).unwrap();
        let database = Database::create(&file).unwrap();
        let transaction = database.begin_write().unwrap();
        let old = TableDefinition::<&str, &str>::new("rows");
        let mut table = transaction.open_table(old).unwrap();
        table.insert("version", "1").unwrap();
        drop(table);
        transaction.commit().unwrap();
        drop(database);
        let before = std::fs::read(&file).unwrap();
        let error = super::tests::error(directory.path());
        assert!(matches!(error, StoreError::OtherForm { .. }), "{error}");
        assert_eq!(std::fs::read(&file).unwrap(), before);
    }

    #[test]
    fn what_a_full_disk_did_not_take_is_written_once_there_is_room() {
        let directory = tempfile::tempdir().unwrap();
        let (mut rows, _) = Rows::open(directory.path()).unwrap();
        let mut table = Table::default();
        table.insert(1, "one".to_owned());
        write(&mut rows, &mut table, 1);
        rows.disk.fill(true);
        for number in 2..4 {
            table.insert(number, "more".repeat(1000));
            let mut changes = Changes::default();
            table.changes("notes", &mut changes);
            let error = rows.write(changes, false).unwrap_err();
            assert!(!error.to_string().is_empty());
        }
        rows.disk.fill(false);
        write(&mut rows, &mut table, 2);
        drop(rows);
        assert_eq!(*read(directory.path()).0, *table);
    }

    #[test]
    fn a_directory_that_can_t_be_made_is_said() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("file");
        std::fs::write(&file, b"").unwrap();
        let error = error(&file);
        assert!(matches!(error, StoreError::Unusable { .. }), "{error}");
    }

    #[test]
    fn a_file_with_any_byte_turned_or_cut_off_is_refused_unchanged_or_holds_what_was_written() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join(FILE);
        let (mut rows, _) = Rows::open(directory.path()).unwrap();
        let mut table = Table::default();
        let mut states = Vec::new();
        for number in 0..40 {
            table.insert(number, format!("{number} dollars").repeat(40));
            write(&mut rows, &mut table, number);
            states.push(table.clone());
        }
        // As a crash leaves it, and as an end does.
        let crashed = std::fs::read(&file).unwrap();
        drop(rows);
        let ended = std::fs::read(&file).unwrap();
        let mut dice = crate::bank::Dice::new(7, "damage");
        let mut refused = 0;
        for number in 0..40_u64 {
            let mut bytes = if number % 2 == 0 { &crashed } else { &ended }.clone();
            let place = |dice: &mut crate::bank::Dice, bytes: &[u8]| {
                // Half of them in the head of the file, where it matters most.
                let most = if number % 4 < 2 { bytes.len() } else { 512 };
                usize::try_from(dice.below(most as u64)).unwrap()
            };
            match number % 5 {
                0 => bytes.truncate(place(&mut dice, &bytes)),
                _ => {
                    let at = place(&mut dice, &bytes);
                    bytes[at] ^= 1 << dice.below(8);
                }
            }
            std::fs::write(&file, &bytes).unwrap();
            match Rows::open(directory.path()) {
                Ok((_, from)) => {
                    let is = Table::<u8, String>::read("notes", &from).unwrap();
                    assert!(
                        is.is_empty() || states.iter().any(|it| **it == *is),
                        "{number}"
                    );
                    assert!(!is.is_empty() || bytes.is_empty(), "{number}");
                }
                Err(error) => {
                    refused += 1;
                    assert!(!error.to_string().contains('\n'), "{error}");
                    assert!(
                        std::fs::read(&file).unwrap() == bytes,
                        "{number}: it was changed"
                    );
                }
            }
        }
        assert!(refused > 8, "{refused}");
    }
}
