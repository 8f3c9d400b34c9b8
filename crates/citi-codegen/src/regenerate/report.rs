//! What a run tells.

use crate::diagnostic::Diagnostic;
use crate::portal::pull::PullReport;

/// What a run of `regenerate` tells.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Report {
    /// How many documents were read.
    pub documents: usize,
    /// How many operations they have: path × method.
    pub operations: usize,
    /// How many files were written (a check: would be).
    pub files_written: usize,
    /// How many were the same already.
    pub files_unchanged: usize,
    /// Paths, in the workspace, of what was written or removed (a check: would be).
    pub changed: Vec<String>,
    /// What the portal gave, where one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pull: Option<PullReport>,
    /// What was found in the documents, in the manifest's order.
    pub diagnostics: Vec<Diagnostic>,
    /// Milliseconds that the run took.
    pub ms: u64,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything is as it should be.
    Clean,
    /// A check found differences.
    Differs(Vec<Difference>),
    /// Nothing was written: something is approximated, and the run was to be strict. The findings say what.
    Approximated,
}

/// Something that a check found to be other than it would be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs, in one line.
    pub what: String,
    /// A unified diff with paths in the workspace; empty where there is nothing to show.
    pub diff: String,
    /// The command that puts it right.
    pub repair: String,
}
