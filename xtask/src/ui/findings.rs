//! What was found in the documents: a table, and the worst of it.

use std::collections::{BTreeMap, BTreeSet};

use citi_codegen::diagnostic::{Code, Diagnostic, Severity};

use super::Ui;

/// Findings that are shown unless all are asked for.
const SHOWN: usize = 10;

/// Shows how many findings of each kind there are, and the worst of them; all if `whole`.
pub(crate) fn show(ui: &Ui, findings: &[Diagnostic], whole: bool) {
    if findings.is_empty() {
        return;
    }
    let mut worst: Vec<&Diagnostic> = findings
        .iter()
        .filter(|finding| whole || finding.severity != Severity::Note)
        .collect();
    // The order of the documents stays within a severity.
    worst.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let shown = if whole { worst.len() } else { SHOWN };
    for finding in worst.iter().take(shown) {
        ui.say(&finding.to_string());
    }
    ui.say(&table(findings));
    let hidden = findings.len() - worst.len().min(shown);
    if hidden > 0 {
        ui.say(&format!("{hidden} findings are not shown; -v shows all"));
    }
}

/// Worst first, then by code.
type Kind = (std::cmp::Reverse<Severity>, Code);

fn table(findings: &[Diagnostic]) -> String {
    let mut kinds: BTreeMap<Kind, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for finding in findings {
        let kind = (std::cmp::Reverse(finding.severity), finding.code);
        let (count, documents) = kinds.entry(kind).or_default();
        *count += 1;
        documents.insert(&finding.document);
    }
    let mut text = "severity  code   findings  documents".to_owned();
    for ((severity, code), (count, documents)) in kinds {
        text.push_str(&format!(
            "\n{:<8}  {:<5}  {count:>8}  {:>9}",
            severity.0.to_string(),
            code.to_string(),
            documents.len()
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use citi_codegen::load::{Pointer, Span};

    fn finding(code: &'static str, severity: Severity, document: &str) -> Diagnostic {
        let mut finding = Diagnostic::new(Code(code), severity, &Pointer::root(), Span::default());
        finding.document = document.to_owned();
        finding
    }

    #[test]
    fn kinds_are_counted_worst_first() {
        let findings = [
            finding("U002", Severity::Note, "a"),
            finding("U002", Severity::Note, "b"),
            finding("E001", Severity::Warning, "a"),
        ];
        let table = table(&findings);
        let lines: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!(lines[1], ["warning", "E001", "1", "1"]);
        assert_eq!(lines[2], ["note", "U002", "2", "2"]);
    }
}
