//! What was found in the documents: a table, and the worst of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use citi_codegen::diagnostic::{Code, Diagnostic, Explained, Severity};

use super::excerpt::Texts;
use super::shown::Shown;
use super::{Ui, drawn};

/// Findings that are shown unless all are asked for.
const SHOWN: usize = 10;

/// Shows the worst findings with a look at their places (all of them if `whole`), then how many of each kind there are
/// and where to look first. Documents are named from the folder `base`.
pub(crate) fn show(ui: &Ui, findings: &[Diagnostic], base: &Path, whole: bool) {
    let mut worst: Vec<&Diagnostic> = findings
        .iter()
        .filter(|finding| whole || finding.severity != Severity::Note)
        .collect();
    // The order of the documents stays within a severity.
    worst.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let shown = if whole { worst.len() } else { SHOWN };
    let mut texts = Texts::default();
    for finding in worst.iter().take(shown) {
        let shown = Shown::new(finding, base, &mut texts);
        let text = drawn(&shown, ui.is_terminal());
        let text = text.trim_matches('\n');
        ui.say(&format!(
            "{}[{}] {}\n{text}\n",
            finding.severity,
            finding.code,
            shown.place()
        ));
    }
    ui.say(&table(findings));
    let hidden = findings.len() - worst.len().min(shown);
    if hidden > 0 {
        ui.say(&format!("{hidden} findings are not shown; -v shows all"));
    }
    if let Some(line) = look_first(&worst) {
        ui.say(&line);
    }
}

/// How many findings are approximations, or worse: what `--strict` does not let pass.
pub(crate) fn approximations(findings: &[Diagnostic]) -> usize {
    let loses = |finding: &&Diagnostic| finding.severity >= Severity::Warning;
    findings.iter().filter(loses).count()
}

/// What `--strict` says of them; `None` if there are none.
pub(crate) fn strict(findings: &[Diagnostic]) -> Option<String> {
    match approximations(findings) {
        0 => None,
        count => Some(format!(
            "--strict: {count} approximations, or worse; correct the documents by overlays, or leave --strict out"
        )),
    }
}

/// Worst first, then by code.
type Kind = (std::cmp::Reverse<Severity>, Code);

fn table(findings: &[Diagnostic]) -> String {
    if findings.is_empty() {
        return "findings: none".to_owned();
    }
    let mut kinds: BTreeMap<Kind, (usize, BTreeSet<&str>)> = BTreeMap::new();
    let mut severities: BTreeMap<std::cmp::Reverse<Severity>, usize> = BTreeMap::new();
    for finding in findings {
        let severity = std::cmp::Reverse(finding.severity);
        let (count, documents) = kinds.entry((severity, finding.code)).or_default();
        *count += 1;
        documents.insert(&finding.document);
        *severities.entry(severity).or_default() += 1;
    }
    let mut text = "severity  code   findings  documents  what".to_owned();
    for ((severity, code), (count, documents)) in kinds {
        let title = Explained::find(code.0).map_or("", |explained| explained.title);
        text.push_str(&format!(
            "\n{:<8}  {:<5}  {count:>8}  {:>9}  {title}",
            severity.0.to_string(),
            code.to_string(),
            documents.len()
        ));
    }
    let sums: Vec<String> = severities
        .iter()
        .map(|(severity, count)| format!("{count} {}s", severity.0))
        .collect();
    text.push_str(&format!("\nfindings: {}", sums.join(", ")));
    text
}

/// Where a person should look first: at the first of the worst findings.
fn look_first(worst: &[&Diagnostic]) -> Option<String> {
    let first = worst.first()?;
    (first.severity != Severity::Note).then(|| {
        format!(
            "look first at {}:{}:{}; `cargo xtask explain {}` says what it means",
            first.document, first.line, first.column, first.code
        )
    })
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
            finding("U012", Severity::Note, "a"),
            finding("U012", Severity::Note, "b"),
            finding("E010", Severity::Warning, "a"),
        ];
        let table = table(&findings);
        let lines: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!(lines[1][..4], ["warning", "E010", "1", "1"]);
        assert_eq!(lines[2][..4], ["note", "U012", "2", "2"]);
        assert!(table.contains("A number is written as text"), "{table}");
        assert!(table.ends_with("findings: 1 warnings, 2 notes"), "{table}");
    }

    #[test]
    fn strict_lets_notes_pass_and_nothing_else() {
        let note = finding("U012", Severity::Note, "a");
        assert_eq!(strict(std::slice::from_ref(&note)), None);
        for severity in [Severity::Warning, Severity::Error] {
            let told = strict(&[note.clone(), finding("U005", severity, "a")]);
            assert!(told.is_some_and(|told| told.contains("1 approximations")));
        }
    }

    #[test]
    fn the_first_of_the_worst_is_pointed_at() {
        let warning = finding("U005", Severity::Warning, "bank.yaml");
        let line = look_first(&[&warning]).unwrap();
        assert!(
            line.contains("bank.yaml") && line.contains("explain U005"),
            "{line}"
        );
        let note = finding("U012", Severity::Note, "bank.yaml");
        assert_eq!(look_first(&[&note]), None);
    }
}
