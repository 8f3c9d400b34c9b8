//! What a run over many documents measures.

use serde::Serialize;

use super::wire::{Change, Excuse};
use crate::diagnostic::Diagnostic;

/// Whether a document can be generated from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// A crate came of it.
    Ok,
    /// It is no API description, or beyond repair; a finding says why.
    Refused,
}

/// What was measured of one document. A number is `None` (JSON `null`) where it was not measured.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentReport {
    /// Path below the folder that was given, with `/` between its parts.
    pub path: String,
    /// Whether it can be generated from.
    pub status: Status,
    /// The version that it is written in, as it says.
    pub version: Option<String>,
    /// Path × method in the file as published.
    pub operations: usize,
    /// Operations that a user can call.
    pub generated: usize,
    /// Whether its crate compiles.
    pub compiled: Option<bool>,
    /// How many warnings the compiler gives on its crate.
    pub warnings: Option<usize>,
    /// Examples that are valid by their own schema.
    pub examples: Option<usize>,
    /// Those of them that decode, and encode to the same JSON.
    pub examples_ok: Option<usize>,
    /// Operations that were called.
    pub wire_sent: Option<usize>,
    /// Those of them whose request a mock of the document takes.
    pub wire_ok: Option<usize>,
    /// Those of them whose answer decodes.
    pub wire_decoded: Option<usize>,
    /// Those that the mock failed at by itself: at its answer, or before it took the request.
    pub wire_excused: Vec<Excuse>,
    /// In what the mock's copy of the document differs from the file.
    pub wire_changes: Vec<Change>,
    /// Fields that are arbitrary JSON although the document gives them a type.
    pub untyped_fields: Option<usize>,
    /// Public fields that hold a binary floating-point number.
    pub float_fields: Option<usize>,
    /// Lines of generated code.
    pub lines: Option<usize>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// Milliseconds that reading and generating took.
    pub ms: u64,
}

impl DocumentReport {
    /// A report of `path` on which nothing was measured yet.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            status: Status::Refused,
            version: None,
            operations: 0,
            generated: 0,
            compiled: None,
            warnings: None,
            examples: None,
            examples_ok: None,
            wire_sent: None,
            wire_ok: None,
            wire_decoded: None,
            wire_excused: Vec::new(),
            wire_changes: Vec::new(),
            untyped_fields: None,
            float_fields: None,
            lines: None,
            diagnostics: Vec::new(),
            ms: 0,
        }
    }
}

/// Sums over all documents; `None` where no document has the number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many documents.
    pub documents: usize,
    /// How many of them are `ok`.
    pub ok: usize,
    /// How many of them are `refused`.
    pub refused: usize,
    /// Sum of [`DocumentReport::operations`].
    pub operations: usize,
    /// Sum of [`DocumentReport::generated`].
    pub generated: usize,
    /// How many crates compile.
    pub compiled: Option<usize>,
    /// Sum of [`DocumentReport::warnings`].
    pub warnings: Option<usize>,
    /// Sum of [`DocumentReport::examples`].
    pub examples: Option<usize>,
    /// Sum of [`DocumentReport::examples_ok`].
    pub examples_ok: Option<usize>,
    /// Sum of [`DocumentReport::wire_sent`].
    pub wire_sent: Option<usize>,
    /// Sum of [`DocumentReport::wire_ok`].
    pub wire_ok: Option<usize>,
    /// Sum of [`DocumentReport::wire_decoded`].
    pub wire_decoded: Option<usize>,
    /// How many calls the mock failed at by itself.
    pub wire_excused: usize,
    /// Sum of [`DocumentReport::untyped_fields`].
    pub untyped_fields: Option<usize>,
    /// Sum of [`DocumentReport::float_fields`].
    pub float_fields: Option<usize>,
    /// Sum of [`DocumentReport::lines`].
    pub lines: Option<usize>,
    /// How many findings.
    pub diagnostics: usize,
    /// Milliseconds of the whole run, by the clock on the wall.
    pub ms: u64,
}

/// What was measured of all documents.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// One for each document, by path.
    pub documents: Vec<DocumentReport>,
    /// Their sums.
    pub totals: Totals,
}

impl Report {
    /// Sums the documents up again; `ms` is the time of the run until now.
    pub fn sum_up(&mut self, ms: u64) {
        let documents = &self.documents;
        let sum = |number: fn(&DocumentReport) -> Option<usize>| {
            documents.iter().filter_map(number).reduce(|a, b| a + b)
        };
        self.totals = Totals {
            documents: documents.len(),
            ok: documents.iter().filter(|d| d.status == Status::Ok).count(),
            refused: documents
                .iter()
                .filter(|d| d.status == Status::Refused)
                .count(),
            operations: documents.iter().map(|d| d.operations).sum(),
            generated: documents.iter().map(|d| d.generated).sum(),
            compiled: sum(|d| d.compiled.map(usize::from)),
            warnings: sum(|d| d.warnings),
            examples: sum(|d| d.examples),
            examples_ok: sum(|d| d.examples_ok),
            wire_sent: sum(|d| d.wire_sent),
            wire_ok: sum(|d| d.wire_ok),
            wire_decoded: sum(|d| d.wire_decoded),
            wire_excused: documents.iter().map(|d| d.wire_excused.len()).sum(),
            untyped_fields: sum(|d| d.untyped_fields),
            float_fields: sum(|d| d.float_fields),
            lines: sum(|d| d.lines),
            diagnostics: documents.iter().map(|d| d.diagnostics.len()).sum(),
            ms,
        };
    }

    /// Whether every document was generated whole and nothing that was measured failed.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.documents.iter().all(|d| {
            d.status == Status::Ok
                && d.generated >= d.operations
                && d.compiled != Some(false)
                && d.warnings.unwrap_or_default() == 0
                && d.examples_ok == d.examples
                && d.wire_decoded.map(|good| good + d.wire_excused.len()) == d.wire_sent
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_measured_is_null_and_sums_to_null() {
        let mut report = Report::default();
        let mut one = DocumentReport::new("a.yaml");
        one.status = Status::Ok;
        one.lines = Some(10);
        let mut two = DocumentReport::new("b.yaml");
        two.lines = Some(5);
        report.documents = vec![one, two];
        report.sum_up(7);
        assert_eq!(report.totals.lines, Some(15));
        assert_eq!(report.totals.compiled, None);
        assert_eq!((report.totals.ok, report.totals.refused), (1, 1));
        let json = serde_json::to_value(&report).unwrap();
        assert!(json["documents"][0]["compiled"].is_null());
        assert_eq!(json["documents"][0]["status"], "ok");
        assert_eq!(json["totals"]["ms"], 7);
    }

    #[test]
    fn a_lost_operation_is_not_clean() {
        let mut one = DocumentReport::new("a.yaml");
        one.status = Status::Ok;
        one.operations = 2;
        one.generated = 1;
        let mut report = Report {
            documents: vec![one],
            ..Report::default()
        };
        assert!(!report.is_clean());
        report.documents[0].generated = 2;
        assert!(report.is_clean());
    }
}
