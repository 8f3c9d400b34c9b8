//! What a mock finds wrong with a request, or with its own answer.

use serde::Deserialize;

/// One of its findings.
#[derive(Deserialize)]
pub(super) struct Violation {
    #[serde(default)]
    pub(super) location: Vec<serde_json::Value>,
    #[serde(default)]
    severity: String,
    #[serde(default)]
    pub(super) message: String,
}

/// Reads the list of findings; one that is too long for a header is cut by the mock, which puts
/// those of the request first.
pub(super) fn violations(text: &str) -> Option<Vec<Violation>> {
    let Some(cut) = text.strip_prefix("Too many violations! ") else {
        return serde_json::from_str(text).ok();
    };
    let mut ends = cut.rmatch_indices("},{").map(|(at, _)| at + 1);
    ends.find_map(|end| {
        let whole = format!("{}]", cut.get(..end)?);
        serde_json::from_str(&whole).ok()
    })
}

/// The errors of one side: `request` or `response`.
pub(super) fn errors<'a>(violations: &'a [Violation], side: &str) -> Vec<&'a Violation> {
    let errors = violations.iter().filter(|v| {
        v.severity.eq_ignore_ascii_case("error")
            && v.location.first().and_then(|at| at.as_str()) == Some(side)
    });
    errors.collect()
}

/// Their words.
pub(super) fn messages(violations: &[&Violation]) -> String {
    let messages = violations.iter().take(10).map(|v| v.message.as_str());
    messages.collect::<Vec<_>>().join("; ")
}
