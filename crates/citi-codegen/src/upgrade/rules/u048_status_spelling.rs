//! U048: A status is spelled crookedly.

use crate::diagnostic::{Code, Severity};
use crate::model::Status;

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U048"),
    severity: Severity::Note,
    title: "A status is spelled crookedly",
    explanation: "`4xx`, `200 OK`, `HTTP 404` or `Default`: the status that is meant is clear.",
    done: "The status that is meant is taken.",
    remedy: "",
    before: r#"paths:
  /accounts:
    get:
      responses: {200 OK: {description: ok}}"#,
    after: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: ok}}"#,
};

/// The status that a key of `responses` means, and whether it is spelled as the standard asks.
pub(crate) fn status(key: &str) -> Option<(Status, bool)> {
    if key == "default" {
        return Some((Status::Default, true));
    }
    let lower = key.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    if lower == "default" {
        return Some((Status::Default, false));
    }
    let word = lower
        .split(|character: char| !character.is_ascii_alphanumeric())
        .find(|word| {
            word.len() == 3 && word.starts_with(|first: char| ('1'..='5').contains(&first))
        })?;
    if let Some(hundred) = word.strip_suffix("xx") {
        let hundred = hundred.parse().ok()?;
        return Some((
            Status::Range(hundred),
            key.len() == 3 && key.ends_with("XX"),
        ));
    }
    let code = word.parse().ok()?;
    Some((Status::Code(code), key.len() == 3))
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_paths};

    #[test]
    fn the_status_is_understood() {
        let (document, found) = upgraded(&with_paths(
            r#"{"/a":{"get":{"responses":{"200 OK":{"description":""},"4xx":{"description":""},"5XX":{"description":""},"HTTP 404":{"description":""},"Default":{"description":""}}}}}"#,
        ));
        let got: Vec<_> = document.operations[0]
            .responses
            .iter()
            .map(|r| r.status.to_string())
            .collect();
        assert_eq!(got, ["200", "4XX", "5XX", "404", "default"]);
        assert_eq!(count(&found, "U048"), 4);
    }
}
