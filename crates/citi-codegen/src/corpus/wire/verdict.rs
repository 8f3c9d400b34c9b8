//! What a mock's answer says about a call.

use serde::Deserialize;

/// What the harness tells of one call, one JSON object a line.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Told {
    /// Which call.
    pub call: usize,
    /// Whether a request left.
    pub sent: bool,
    /// The status of the answer.
    #[serde(default)]
    pub status: Option<u16>,
    /// The mock's `sl-violations` header: a JSON list.
    #[serde(default)]
    pub violations: Option<String>,
    /// The beginning of an answer that is no success.
    #[serde(default)]
    pub body: Option<String>,
    /// Whether the answer was decoded.
    #[serde(default)]
    pub decoded: bool,
    /// What the client said, if it was no success.
    #[serde(default)]
    pub problem: Option<String>,
}

#[derive(Deserialize)]
struct Violation {
    #[serde(default)]
    location: Vec<serde_json::Value>,
    #[serde(default)]
    severity: String,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
struct Problem {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    detail: String,
}

/// Whether the call was good, or what was wrong with it, in one line.
///
/// # Errors
/// The request was not sent, the mock found it at odds with the document, or its answer was not
/// decoded.
pub fn judge(told: &Told) -> Result<(), String> {
    if !told.sent {
        let why = told.problem.as_deref().unwrap_or("no reason given");
        return Err(format!("not sent: {why}"));
    }
    if let Some(violations) = &told.violations {
        let violations: Vec<Violation> = serde_json::from_str(violations).unwrap_or_default();
        let against: Vec<_> = violations
            .iter()
            .filter(|v| {
                v.severity.eq_ignore_ascii_case("error")
                    && v.location.first().and_then(|at| at.as_str()) == Some("request")
            })
            .map(|v| v.message.as_str())
            .collect();
        if !against.is_empty() {
            return Err(format!("the mock refuses the request: {}", against.join("; ")));
        }
    }
    let problem = told
        .body
        .as_deref()
        .and_then(|body| serde_json::from_str::<Problem>(body).ok())
        .filter(|problem| problem.kind.starts_with("https://stoplight.io/prism/errors#"));
    if let Some(problem) = problem {
        let kind = problem.kind.rsplit('#').next().unwrap_or_default();
        return Err(format!(
            "the mock answers {kind}: {} {}",
            problem.title, problem.detail
        ));
    }
    if told.decoded {
        return Ok(());
    }
    let status = told.status.map_or_else(String::new, |status| format!(" ({status})"));
    let why = told.problem.as_deref().unwrap_or("no reason given");
    Err(format!("the answer{status} is not decoded: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(json: &str) -> Result<(), String> {
        judge(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn only_a_clean_request_with_a_decoded_answer_is_good() {
        told(r#"{"call":0,"sent":true,"status":200,"decoded":true}"#).unwrap();
        // What the mock says of its own answer is not held against the request.
        told(r#"{"call":0,"sent":true,"status":200,"decoded":true,
            "violations":"[{\"location\":[\"response\",\"body\"],\"severity\":\"Error\",\"message\":\"m\"}]"}"#)
        .unwrap();
        let refused = told(r#"{"call":0,"sent":true,"status":200,"decoded":true,
            "violations":"[{\"location\":[\"request\",\"query\"],\"severity\":\"Error\",\"message\":\"must have client_id\"}]"}"#);
        assert_eq!(refused.unwrap_err(), "the mock refuses the request: must have client_id");
        let unmatched = told(r#"{"call":0,"sent":true,"status":404,"decoded":false,
            "body":"{\"type\":\"https://stoplight.io/prism/errors#NO_PATH_MATCHED_ERROR\",\"title\":\"t\",\"detail\":\"d\"}"}"#);
        assert_eq!(unmatched.unwrap_err(), "the mock answers NO_PATH_MATCHED_ERROR: t d");
        assert!(told(r#"{"call":0,"sent":false,"problem":"x"}"#).unwrap_err().contains("not sent: x"));
        assert!(told(r#"{"call":0,"sent":true,"status":200,"decoded":false}"#).is_err());
    }
}
