//! The report on disk or on a stream, kept up to date while the run goes on.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::Report;

/// Where a report goes.
///
/// A file is written anew through a temporary file and a rename, at most once a second and at the
/// end, so that it holds one whole JSON object at any moment. A stream gets the object in pieces:
/// each document as one line once nothing more will be measured of it, then the totals; a stopped
/// run leaves the documents that were done, one on a line.
///
/// ```
/// use citi_codegen::corpus::{Report, ReportFile};
/// let dir = tempfile::tempdir()?;
/// let path = dir.path().join("report.json");
/// let mut file = ReportFile::at(&path);
/// file.update(&Report::default(), 0)?;
/// file.finish(&Report::default())?;
/// assert!(std::fs::read_to_string(&path)?.contains("\"totals\""));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct ReportFile {
    target: Target,
}

enum Target {
    File {
        path: PathBuf,
        written: Option<Instant>,
    },
    Stream {
        out: Box<dyn Write + Send>,
        documents: usize,
        begun: bool,
    },
}

/// How long a file may lag behind the run.
const LAG: Duration = Duration::from_secs(1);

impl ReportFile {
    /// A report in the file `path`.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self {
            target: Target::File {
                path: path.to_owned(),
                written: None,
            },
        }
    }

    /// A report on a stream.
    #[must_use]
    pub fn stream(out: Box<dyn Write + Send>) -> Self {
        Self {
            target: Target::Stream {
                out,
                documents: 0,
                begun: false,
            },
        }
    }

    /// Takes what is known by now; the first `settled` documents will not change any more.
    ///
    /// # Errors
    /// What the system says of the file or stream.
    pub fn update(&mut self, report: &Report, settled: usize) -> std::io::Result<()> {
        match &mut self.target {
            Target::File { path, written } => {
                if written.is_none_or(|last| last.elapsed() >= LAG) {
                    replace(path, report)?;
                    *written = Some(Instant::now());
                }
                Ok(())
            }
            Target::Stream {
                out,
                documents,
                begun,
            } => {
                if !*begun {
                    out.write_all(b"{\"documents\":[\n")?;
                    *begun = true;
                }
                let ready = report.documents.iter().take(settled).skip(*documents);
                for document in ready {
                    if *documents > 0 {
                        out.write_all(b",\n")?;
                    }
                    serde_json::to_writer(&mut *out, document)?;
                    *documents += 1;
                }
                out.flush()
            }
        }
    }

    /// Writes the whole report.
    ///
    /// # Errors
    /// What the system says of the file or stream.
    pub fn finish(&mut self, report: &Report) -> std::io::Result<()> {
        if let Target::File { path, .. } = &self.target {
            return replace(path, report);
        }
        self.update(report, report.documents.len())?;
        if let Target::Stream { out, .. } = &mut self.target {
            out.write_all(b"\n],\"totals\":")?;
            serde_json::to_writer(&mut *out, &report.totals)?;
            out.write_all(b"}\n")?;
            out.flush()?;
        }
        Ok(())
    }
}

fn replace(path: &Path, report: &Report) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    let mut out = std::io::BufWriter::new(file.as_file_mut());
    serde_json::to_writer_pretty(&mut out, report)?;
    out.write_all(b"\n")?;
    out.flush()?;
    drop(out);
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::corpus::DocumentReport;

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn report() -> Report {
        let mut report = Report {
            documents: vec![DocumentReport::new("a.yaml"), DocumentReport::new("b.yaml")],
            ..Report::default()
        };
        report.sum_up(1);
        report
    }

    #[test]
    fn a_file_is_whole_after_the_first_update() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("deep/report.json");
        let mut file = ReportFile::at(&path);
        file.update(&report(), 0).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["documents"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn a_stream_gets_settled_documents_once_and_ends_as_one_object() {
        let shared = Shared::default();
        let mut file = ReportFile::stream(Box::new(shared.clone()));
        file.update(&report(), 1).unwrap();
        let early = String::from_utf8(shared.0.lock().unwrap().clone()).unwrap();
        assert!(early.contains("a.yaml") && !early.contains("b.yaml"));
        file.update(&report(), 1).unwrap();
        file.finish(&report()).unwrap();
        let text = String::from_utf8(shared.0.lock().unwrap().clone()).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["documents"].as_array().unwrap().len(), 2);
        assert_eq!(json["totals"]["documents"], 2);
    }
}
