//! What was measured.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

/// What was measured, row by row.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    rows: Vec<Row>,
    #[serde(skip)]
    target: Option<PathBuf>,
}

/// A figure of ours beside one of a peer's.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// What was measured, against whom.
    pub(crate) name: String,
    /// Our figure.
    pub(crate) ours: f64,
    /// Theirs.
    pub(crate) theirs: f64,
    /// Ours by theirs; of several documents, the middle one of their ratios.
    pub(crate) ratio: f64,
    /// What the figures count: `ms`, `lines`.
    pub(crate) unit: &'static str,
    /// How many documents it is of.
    pub(crate) documents: usize,
}

impl Report {
    /// A report for the path that `--json` was given.
    pub(crate) fn new(json: Option<&Path>) -> std::io::Result<Self> {
        let report = Self {
            rows: Vec::new(),
            target: json.map(Path::to_owned),
        };
        report.write()?;
        Ok(report)
    }

    /// Shows a row, and takes it.
    pub(crate) fn row(&mut self, row: Row) -> Result<(), String> {
        let line = format!(
            "{:<68} {:>10.1} {:>10.1} {:<5} {:>7.3}  ({} documents)",
            row.name, row.ours, row.theirs, row.unit, row.ratio, row.documents
        );
        match self.is_stdout() {
            true => eprintln!("{line}"),
            false => println!("{line}"),
        }
        self.rows.push(row);
        self.write().map_err(|error| error.to_string())
    }

    /// The end: standard output gets its report.
    pub(crate) fn finish(&self) -> Result<(), String> {
        if self.is_stdout() {
            let text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
            println!("{text}");
        }
        Ok(())
    }

    fn is_stdout(&self) -> bool {
        self.target.as_deref() == Some(Path::new("-"))
    }

    fn write(&self) -> std::io::Result<()> {
        let Some(path) = self.target.as_deref().filter(|_| !self.is_stdout()) else {
            return Ok(());
        };
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut file, self)?;
        file.write_all(b"\n")?;
        file.persist(path)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_every_row() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bench.json");
        let mut report = Report::new(Some(&path)).unwrap();
        let row = Row {
            name: "time".to_owned(),
            ours: 1.0,
            theirs: 2.0,
            ratio: 0.5,
            unit: "ms",
            documents: 3,
        };
        report.row(row).unwrap();
        let read: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(read["rows"][0]["ratio"], 0.5);
    }
}
