//! [`DeviationFile`]: a file that remembers.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::{Deviation, DeviationSink};

/// How many differences a file holds; beyond that the document is another one.
const MOST: usize = 10_000;

/// A file of [`Deviation`]s, one JSON object a line, each once: what two releases of a bank differ in fits on a
/// page. A file that is there is gone on with.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("deviations-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// use citi_core::{Connection, DeviationFile};
/// let connection = Connection::builder("https://api.sandbox.citi.com")
///     .deviations(DeviationFile::open(folder.join("deviations.jsonl"))?)
///     .build()?;
/// # let _ = connection;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct DeviationFile(Mutex<Open>);

#[derive(Debug)]
struct Open {
    file: File,
    known: BTreeSet<Deviation>,
}

impl DeviationFile {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// If it cannot be opened, read or written.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .read(true)
            .open(path)?;
        let mut known = BTreeSet::new();
        for line in BufReader::new(&file).lines() {
            // A line that was cut when a program ended is not one.
            known.extend(serde_json::from_str::<Deviation>(&line?));
        }
        Ok(Self(Mutex::new(Open { file, known })))
    }
}

impl DeviationSink for DeviationFile {
    fn note(&self, deviation: &Deviation) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if open.known.len() >= MOST || open.known.contains(deviation) {
            return;
        }
        let Ok(line) = serde_json::to_string(deviation) else {
            return;
        };
        // One write, so that programs that share the file do not mix their lines. A disk that is full must not
        // cost an answer: it is tried again with the next one.
        if open.file.write_all(format!("{line}\n").as_bytes()).is_ok() {
            open.known.insert(deviation.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DeviationKind;

    fn deviation(name: &str) -> Deviation {
        Deviation {
            operation: "getPayment".to_owned(),
            kind: DeviationKind::NewMember,
            type_name: "Payment".to_owned(),
            name: name.to_owned(),
        }
    }

    #[test]
    fn each_stands_there_once_even_after_a_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deviations.jsonl");
        let file = DeviationFile::open(&path).unwrap();
        for name in ["colour", "shape", "colour"] {
            file.note(&deviation(name));
        }
        drop(file);
        std::fs::OpenOptions::new()
            .append(true)
            .open(&path)
            .unwrap()
            .write_all(b"{\"cut\n")
            .unwrap();
        let file = DeviationFile::open(&path).unwrap();
        file.note(&deviation("shape"));
        file.note(&deviation("size"));
        let text = std::fs::read_to_string(&path).unwrap();
        let names: Vec<_> = text
            .lines()
            .filter_map(|line| serde_json::from_str::<Deviation>(line).ok())
            .map(|deviation| deviation.name)
            .collect();
        assert_eq!(names, ["colour", "shape", "size"]);
    }
}
