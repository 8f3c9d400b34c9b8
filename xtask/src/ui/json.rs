//! The report for programs.

use std::cell::Cell;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;

/// How long the file may lag behind the run.
const LAG: Duration = Duration::from_millis(500);

/// Where `--json` sends the report. A file holds one whole object at any moment of the run;
/// standard output gets one object at its end.
pub(crate) struct Json {
    target: Option<PathBuf>,
    written: Cell<Option<Instant>>,
}

#[derive(Serialize)]
struct Ended<'a, R> {
    #[serde(flatten)]
    report: &'a R,
    /// Why the run stopped, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl Json {
    /// A report at the path that `--json` was given.
    pub(crate) fn new(target: Option<&Path>) -> Self {
        Self {
            target: target.map(Path::to_owned),
            written: Cell::new(None),
        }
    }

    /// Takes what is known by now.
    pub(crate) fn update(&self, report: &impl Serialize) {
        let due = self.written.get().is_none_or(|last| last.elapsed() >= LAG);
        if let (Some(path), true) = (self.file(), due) {
            self.written.set(Some(Instant::now()));
            put(path, report);
        }
    }

    /// Takes the whole report, and why the run stopped, if it did.
    pub(crate) fn finish(&self, report: &impl Serialize, error: Option<String>) {
        let ended = Ended { report, error };
        if let Some(path) = self.file() {
            put(path, &ended);
        } else if self.target.is_some() {
            let mut out = std::io::stdout().lock();
            // Whoever closed the pipe does not want the rest.
            let _ = serde_json::to_writer_pretty(&mut out, &ended);
            let _ = out.write_all(b"\n");
        }
    }

    fn file(&self) -> Option<&Path> {
        self.target.as_deref().filter(|path| *path != Path::new("-"))
    }
}

fn put(path: &Path, report: &impl Serialize) {
    let written = serde_json::to_vec_pretty(report)
        .map_err(|error| error.to_string())
        .and_then(|bytes| {
            citi_codegen::write::replace(path, &bytes).map_err(|error| error.to_string())
        });
    if let Err(error) = written {
        eprintln!("warning: the report is not written: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Counts {
        documents: usize,
    }

    #[test]
    fn the_file_is_one_object_from_the_first_moment() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        let json = Json::new(Some(&path));
        json.update(&Counts { documents: 1 });
        let read = || -> serde_json::Value {
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap()
        };
        assert_eq!(read()["documents"], 1);
        json.finish(&Counts { documents: 2 }, Some("stopped".to_owned()));
        assert_eq!(read()["documents"], 2);
        assert_eq!(read()["error"], "stopped");
    }
}
