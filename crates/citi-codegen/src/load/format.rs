//! JSON or YAML?

use super::findings::{Findings, Stop};
use super::{Limits, Node, codes, json, yaml};
use crate::diagnostic::{Diagnostic, Severity};
use crate::load::{Pointer, Span};

/// Reads `text` as JSON if it begins like JSON, else as YAML.
///
/// YAML's flow style begins like JSON, too, and needs no quotes: what is no JSON because of
/// a bare word is tried as YAML. If it is neither, the JSON reader's error is the one that
/// helps; and other broken JSON is not tried, for YAML would take `[1⏎2]` as a text.
pub(super) fn read(text: &str, limits: &Limits, findings: &mut Findings) -> Result<Node, Stop> {
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml::read(text, limits, findings);
    }
    let mut of_json = Findings::default();
    let refused = match json::read(text, limits, &mut of_json) {
        Ok(root) => {
            *findings = std::mem::take(findings).and(of_json);
            return Ok(root);
        }
        Err(json::Refused {
            stop,
            bare_word: true,
        }) => stop,
        Err(json::Refused { stop, .. }) => return Err(stop),
    };
    let mut of_yaml = Findings::default();
    match yaml::read(text, limits, &mut of_yaml) {
        Ok(root) => {
            findings.add(codes::NOT_QUITE_JSON, Severity::Warning, || {
                let span = Span {
                    line: refused.line,
                    column: refused.column,
                    offset: 0,
                    ..Span::default()
                };
                Diagnostic::new(
                    codes::NOT_QUITE_JSON,
                    Severity::Warning,
                    &Pointer::root(),
                    span,
                )
                .found(format!("no JSON: {}", refused.found))
                .done("the whole document is read as YAML")
                .remedy(refused.remedy.clone())
            });
            *findings = std::mem::take(findings).and(of_yaml);
            Ok(root)
        }
        Err(_) => Err(refused),
    }
}

#[cfg(test)]
mod tests {
    use crate::load::{codes, load};

    #[test]
    fn yaml_in_flow_style_is_read_with_a_warning() {
        let text = "\n{swagger: '2.0', info: {title: Till, version: 1}}";
        let loaded = load("test", text.as_bytes()).expect("YAML");
        assert_eq!(
            loaded.root.to_json(),
            r#"{"swagger":"2.0","info":{"title":"Till","version":1}}"#
        );
        let finding = &loaded.diagnostics.findings()[0];
        assert_eq!(finding.code, codes::NOT_QUITE_JSON);
        assert_eq!((finding.line, finding.column), (2, 2));
    }

    #[test]
    fn what_is_neither_is_told_as_broken_json() {
        let refused = load("test", br#"{"a": 1 "b": 2}"#).expect_err("a comma is missing");
        let finding = &refused.findings()[0];
        assert_eq!(finding.code, codes::BROKEN_JSON);
        assert_eq!((finding.line, finding.column), (1, 9));
        assert_eq!(refused.findings().len(), 1);
    }
}
