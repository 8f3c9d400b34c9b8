//! [`Disk`]: the file, as the store's library sees it.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use redb::backends::FileBackend;
use redb::{DatabaseError, StorageBackend};

use crate::lock::lock;

/// How much of the file is held in one piece where it is not to be changed.
const PIECE: usize = 4096;

/// The file, locked for this process as long as any of its clones lives.
#[derive(Clone, Debug)]
pub(super) struct Disk {
    file: Arc<FileBackend>,
    #[cfg(test)]
    is_full: Arc<std::sync::atomic::AtomicBool>,
}

impl Disk {
    /// Opens a file, which is made if there is none, and locks it.
    ///
    /// # Errors
    /// Another process has it, or it can't be opened.
    pub(super) fn open(path: &Path) -> Result<Self, DatabaseError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            // It will hold secrets.
            options.mode(0o600);
        }
        let file: File = options.open(path).map_err(DatabaseError::from)?;
        let file = Arc::new(FileBackend::new(file)?);
        Ok(Self {
            file,
            #[cfg(test)]
            is_full: Arc::default(),
        })
    }

    /// Lets every write fail, or no more.
    #[cfg(test)]
    pub(super) fn fill(&self, is_full: bool) {
        self.is_full
            .store(is_full, std::sync::atomic::Ordering::SeqCst);
    }

    /// How many bytes it has.
    pub(super) fn length(&self) -> io::Result<u64> {
        self.file.len()
    }

    /// The same bytes, on which writes leave no trace.
    pub(super) fn veiled(&self) -> io::Result<Veiled> {
        let length = self.file.len()?;
        let own = Own {
            length,
            shortest: length,
            pieces: BTreeMap::new(),
        };
        Ok(Veiled {
            file: self.file.clone(),
            own: Mutex::new(own),
        })
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }

    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        self.file.read(offset, length)
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.file.set_len(length)
    }

    fn sync_data(&self, eventual: bool) -> io::Result<()> {
        self.file.sync_data(eventual)
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        #[cfg(test)]
        if self.is_full.load(std::sync::atomic::Ordering::SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.file.write(offset, data)
    }
}

/// The bytes of a file, on which writes leave no trace: what is damaged is found, and repaired as a trial,
/// before anything is changed.
#[derive(Debug)]
pub(super) struct Veiled {
    file: Arc<FileBackend>,
    own: Mutex<Own>,
}

#[derive(Debug)]
struct Own {
    length: u64,
    /// The shortest that it was: what the file has behind that is gone.
    shortest: u64,
    /// Pieces that were written, by the offset of each.
    pieces: BTreeMap<u64, Vec<u8>>,
}

impl Veiled {
    /// A piece as it would be now: of the file, unless it was written; zeros behind the end.
    fn piece(&self, own: &Own, at: u64) -> io::Result<Vec<u8>> {
        if let Some(piece) = own.pieces.get(&at) {
            return Ok(piece.clone());
        }
        let there = own.shortest.saturating_sub(at);
        let there = usize::try_from(there).unwrap_or(PIECE).min(PIECE);
        let mut piece = match there {
            0 => Vec::new(),
            _ => self.file.read(at, there)?,
        };
        piece.resize(PIECE, 0);
        Ok(piece)
    }
}

/// Offsets of the pieces in which some bytes lie.
fn pieces(offset: u64, length: usize) -> impl Iterator<Item = u64> {
    let size = PIECE as u64;
    let end = offset.saturating_add(length as u64);
    (offset / size..end.div_ceil(size)).map(move |number| number * size)
}

/// Where in a piece some bytes begin, and how many before the piece are theirs.
fn place(at: u64, offset: u64) -> (usize, usize) {
    let clamp = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
    (
        clamp(offset.saturating_sub(at)),
        clamp(at.saturating_sub(offset)),
    )
}

impl StorageBackend for Veiled {
    fn len(&self) -> io::Result<u64> {
        Ok(lock(&self.own).length)
    }

    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let own = lock(&self.own);
        let end = offset.checked_add(length as u64);
        if end.is_none_or(|end| end > own.length) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut bytes = Vec::with_capacity(length);
        for at in pieces(offset, length) {
            let piece = self.piece(&own, at)?;
            let (begin, _) = place(at, offset);
            let left = length - bytes.len();
            bytes.extend(piece.into_iter().skip(begin).take(left));
        }
        Ok(bytes)
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut own = lock(&self.own);
        own.length = length;
        own.shortest = own.shortest.min(length);
        // What comes behind the end begins as zeros if it grows again.
        own.pieces.retain(|at, piece| {
            let (begin, _) = place(*at, length);
            piece.iter_mut().skip(begin).for_each(|byte| *byte = 0);
            *at < length
        });
        Ok(())
    }

    fn sync_data(&self, _eventual: bool) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut own = lock(&self.own);
        for at in pieces(offset, data.len()) {
            let mut piece = self.piece(&own, at)?;
            let (begin, gone) = place(at, offset);
            let rest = data.iter().skip(gone);
            for (byte, new) in piece.iter_mut().skip(begin).zip(rest) {
                *byte = *new;
            }
            own.pieces.insert(at, piece);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug)]
    enum Act {
        Write(u64, Vec<u8>),
        Length(u64),
    }

    fn act() -> impl Strategy<Value = Act> {
        let bytes = proptest::collection::vec(any::<u8>(), 0..9000);
        prop_oneof![
            3 => (0..20_000_u64, bytes).prop_map(|(at, bytes)| Act::Write(at, bytes)),
            1 => (0..30_000_u64).prop_map(Act::Length),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn behind_the_veil_it_is_a_file_and_before_it_nothing_has_happened(
            bytes in proptest::collection::vec(any::<u8>(), 0..20_000),
            acts in proptest::collection::vec(act(), 0..12),
        ) {
            let directory = tempfile::tempdir().unwrap();
            let path = directory.path().join("file");
            std::fs::write(&path, &bytes).unwrap();
            let disk = Disk::open(&path).unwrap();
            let veiled = disk.veiled().unwrap();
            let mut model = bytes.clone();
            for act in acts {
                match act {
                    Act::Write(at, data) => {
                        let (at, end) = (at as usize, at as usize + data.len());
                        if end > model.len() {
                            veiled.set_len(end as u64).unwrap();
                            model.resize(end, 0);
                        }
                        veiled.write(at as u64, &data).unwrap();
                        model[at..end].copy_from_slice(&data);
                    }
                    Act::Length(length) => {
                        veiled.set_len(length).unwrap();
                        let length = length as usize;
                        // What was cut off of the file itself does not come back.
                        model.resize(length, 0);
                    }
                }
                prop_assert_eq!(veiled.len().unwrap(), model.len() as u64);
                prop_assert_eq!(&veiled.read(0, model.len()).unwrap(), &model);
            }
            prop_assert!(veiled.read(model.len() as u64, 1).is_err());
            prop_assert_eq!(std::fs::read(&path).unwrap(), bytes);
            prop_assert!(matches!(Disk::open(&path), Err(DatabaseError::DatabaseAlreadyOpen)));
        }
    }
}
