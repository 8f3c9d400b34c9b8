//! The report for programs.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

/// What was done so far.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    /// The steps, in their order.
    pub(crate) steps: Vec<Step>,
    /// Whether every step was done, and did what it says.
    pub(crate) ok: bool,
}

/// A step that was done.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Whether it did what it says.
    pub(crate) ok: bool,
    /// How long it took, in milliseconds.
    pub(crate) ms: u64,
    /// What happened, in one line.
    pub(crate) text: String,
}

/// Where the report goes: a file that holds one whole object at any moment, or standard output,
/// which gets it at the end.
#[derive(Debug)]
pub(crate) enum Target {
    /// Nowhere.
    None,
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

impl Target {
    /// What `--json` was given.
    pub(crate) fn new(json: Option<&Path>) -> Self {
        match json {
            None => Self::None,
            Some(path) if path == Path::new("-") => Self::Stdout,
            Some(path) => Self::File(path.to_owned()),
        }
    }

    /// Takes what is known by now.
    pub(crate) fn update(&self, report: &Report) -> std::io::Result<()> {
        let Self::File(path) = self else {
            return Ok(());
        };
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut file, report)?;
        file.write_all(b"\n")?;
        file.persist(path)?;
        Ok(())
    }

    /// Takes the whole report.
    pub(crate) fn finish(&self, report: &Report) -> std::io::Result<()> {
        if matches!(self, Self::Stdout) {
            let mut out = std::io::stdout().lock();
            serde_json::to_writer_pretty(&mut out, report)?;
            return out.write_all(b"\n");
        }
        self.update(report)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole_after_every_step() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tour.json");
        let target = Target::new(Some(&path));
        let mut report = Report::default();
        for ok in [true, false] {
            report.steps.push(Step {
                name: "pay",
                ok,
                ms: 3,
                text: String::new(),
            });
            target.update(&report).unwrap();
            let read: serde_json::Value =
                serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            let last = read["steps"].as_array().unwrap().last().unwrap();
            assert_eq!((&last["name"], &last["ok"]), (&"pay".into(), &ok.into()));
            assert_eq!(read["ok"], false);
        }
    }
}
