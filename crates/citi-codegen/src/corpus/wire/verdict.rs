//! What a mock's answer says about a call.

use serde::Deserialize;

use super::excuse::{excuse, of_breakdown, of_twins};
use super::violation::{Violation, errors, messages, violations};
use super::{Call, Told};

/// What a call came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The mock took the request, and its answer was decoded.
    Good,
    /// The mock failed by itself.
    Excused {
        /// Whether it took the request first, and failed at its own answer.
        taken: bool,
        /// What it can't do.
        reason: String,
        /// Its own words.
        evidence: String,
    },
    /// The mock took the request, and its answer was not decoded: why, in one line.
    Undecoded(String),
    /// The mock did not take the request, or none left: why, in one line.
    Bad(String),
}

#[derive(Deserialize)]
struct Problem {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    validation: Vec<Violation>,
}

/// Whether the call was good, or what was wrong with it.
#[must_use]
pub fn judge(call: &Call, told: &Told) -> Verdict {
    if !told.sent {
        let why = told.problem.as_deref().unwrap_or("no reason given");
        return Verdict::Bad(format!("not sent: {why}"));
    }
    let violations = match told.violations.as_deref().map(violations) {
        Some(Some(violations)) => violations,
        Some(None) => return Verdict::Bad("what the mock finds wrong can't be read".to_owned()),
        None => Vec::new(),
    };
    let against = errors(&violations, "request");
    if !against.is_empty() {
        let evidence = messages(&against);
        return match excuse(call, &against) {
            Some(reason) => untaken(reason, evidence),
            None => Verdict::Bad(format!("the mock refuses the request: {evidence}")),
        };
    }
    let problem = told
        .body
        .as_deref()
        .and_then(|body| serde_json::from_str::<Problem>(body).ok())
        .filter(|problem| {
            problem
                .kind
                .starts_with("https://stoplight.io/prism/errors#")
        });
    if let Some(problem) = problem {
        return of_problem(call, &problem);
    }
    if told.decoded {
        return Verdict::Good;
    }
    if let Some(reason) = of_breakdown(call, told.status, told.body.as_deref()) {
        return untaken(reason, told.body.clone().unwrap_or_default());
    }
    let own = messages(&errors(&violations, "response"));
    if !own.is_empty() {
        return Verdict::Excused {
            taken: true,
            reason: "the mock takes the request, and its answer is at odds with the document by its own check"
                .to_owned(),
            evidence: own,
        };
    }
    // An XML answer that begins with no element is none, whoever reads it.
    let no_xml = told
        .problem
        .as_deref()
        .is_some_and(|why| why.contains("the XML is not well-formed"));
    if let Some(body) = told.body.as_deref().filter(|_| no_xml)
        && !body.trim_start().starts_with('<')
    {
        return Verdict::Excused {
            taken: true,
            reason: "the mock takes the request, and sends as XML what is none".to_owned(),
            evidence: body.chars().take(100).collect(),
        };
    }
    let status = told
        .status
        .map_or_else(String::new, |status| format!(" ({status})"));
    if let (true, None, Some(300..)) = (call.hopeless, &told.violations, told.status) {
        return Verdict::Excused {
            taken: true,
            reason: "the mock takes the request, and the document describes no answer of success"
                .to_owned(),
            evidence: format!("the mock answers{status}"),
        };
    }
    let why = told.problem.as_deref().unwrap_or("no reason given");
    let why = format!("the answer{status} is not decoded: {why}");
    match told.status {
        Some(200..=299) => Verdict::Undecoded(why),
        _ => Verdict::Bad(why),
    }
}

fn untaken(reason: impl Into<String>, evidence: String) -> Verdict {
    Verdict::Excused {
        taken: false,
        reason: reason.into(),
        evidence,
    }
}

fn of_problem(call: &Call, problem: &Problem) -> Verdict {
    let kind = problem.kind.rsplit('#').next().unwrap_or_default();
    let unwritable = kind == "NO_COMPLEX_OBJECT_TEXT"
        || problem.title.starts_with("Cannot find serializer for ");
    if unwritable {
        return Verdict::Excused {
            taken: true,
            reason: "the mock takes the request, and can't write an answer of this media type"
                .to_owned(),
            evidence: format!("{kind}: {}", problem.title),
        };
    }
    if problem.title.starts_with("Invalid reference token") {
        return untaken(
            "the mock loses a reference of the document that does not lead to a component",
            format!("{kind}: {}", problem.title),
        );
    }
    let found: Vec<_> = problem.validation.iter().collect();
    let evidence = format!(
        "{kind}: {} {} {}",
        problem.title,
        problem.detail,
        messages(&found)
    );
    let reason = excuse(call, &found).map(str::to_owned);
    match reason.or_else(|| of_twins(call, kind)) {
        Some(reason) => untaken(reason, evidence),
        None => Verdict::Bad(format!("the mock answers {evidence}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(value: serde_json::Value) -> Verdict {
        judge(&Call::default(), &serde_json::from_value(value).unwrap())
    }

    fn violation(side: &str) -> String {
        format!(r#"{{"location":["{side}","query"],"severity":"Error","message":"must have it"}}"#)
    }

    fn problem(kind: &str, title: &str) -> serde_json::Value {
        let body = serde_json::json!({
            "type": format!("https://stoplight.io/prism/errors#{kind}"), "title": title, "detail": "d",
            "validation": [{"location": ["body"], "severity": "Error", "message": "must be object"}],
        });
        serde_json::json!({"call": 0, "sent": true, "status": 500, "body": body.to_string()})
    }

    #[test]
    fn only_a_clean_request_with_a_decoded_answer_is_good() {
        let with = |violations: Option<String>, decoded: bool| {
            told(serde_json::json!({
                "call": 0, "sent": true, "status": 200, "decoded": decoded, "violations": violations,
            }))
        };
        assert_eq!(with(None, true), Verdict::Good);
        let refused = Verdict::Bad("the mock refuses the request: must have it".to_owned());
        assert_eq!(
            with(Some(format!("[{}]", violation("request"))), true),
            refused
        );
        // What the mock says of its own answer is not held against the request.
        let own = format!("[{}]", violation("response"));
        assert_eq!(with(Some(own.clone()), true), Verdict::Good);
        assert!(
            matches!(with(Some(own), false), Verdict::Excused { evidence, .. } if evidence == "must have it")
        );
        assert!(matches!(with(None, false), Verdict::Undecoded(_)));
        // A list that was cut is read as far as it goes, and one that can't be read is not good.
        let cut = format!(
            "Too many violations! [{},{},{{\"locat",
            violation("request"),
            violation("response")
        );
        assert_eq!(with(Some(cut), true), refused);
        assert!(matches!(
            with(Some("???".to_owned()), true),
            Verdict::Bad(_)
        ));
        let unsent = told(serde_json::json!({"call": 0, "sent": false, "problem": "x"}));
        assert_eq!(unsent, Verdict::Bad("not sent: x".to_owned()));
    }

    #[test]
    fn an_error_is_an_answer_only_where_there_is_no_other() {
        let of = |hopeless: bool, violations: Option<String>| {
            let call = Call {
                hopeless,
                ..Call::default()
            };
            let told = serde_json::json!({
                "call": 0, "sent": true, "status": 403, "violations": violations,
            });
            judge(&call, &serde_json::from_value(told).unwrap())
        };
        assert!(matches!(
            of(true, None),
            Verdict::Excused { taken: true, .. }
        ));
        assert!(matches!(of(false, None), Verdict::Bad(_)));
        let against = format!("[{}]", violation("request"));
        assert!(matches!(of(true, Some(against)), Verdict::Bad(_)));
    }

    #[test]
    fn only_an_answer_that_is_no_xml_at_all_is_excused() {
        let with = |body: Option<&str>| {
            told(serde_json::json!({
                "call": 0, "sent": true, "status": 200, "body": body,
                "problem": "the XML is not well-formed at byte 0",
            }))
        };
        assert!(matches!(with(Some("{}")), Verdict::Excused { evidence, .. } if evidence == "{}"));
        assert!(matches!(with(Some("<a></b>")), Verdict::Undecoded(_)));
        assert!(matches!(with(None), Verdict::Undecoded(_)));
    }

    #[test]
    fn only_what_the_mock_can_not_write_is_excused() {
        let refused = told(problem("UNPROCESSABLE_ENTITY", "Invalid request"));
        assert_eq!(
            refused,
            Verdict::Bad(
                "the mock answers UNPROCESSABLE_ENTITY: Invalid request d must be object"
                    .to_owned()
            )
        );
        let unwritten = told(problem(
            "UNKNOWN",
            "Cannot find serializer for application/pdf",
        ));
        assert!(matches!(unwritten, Verdict::Excused { taken: true, .. }));
        let lost = told(problem("UNKNOWN", "Invalid reference token: paths"));
        assert!(matches!(lost, Verdict::Excused { taken: false, .. }));
        assert!(matches!(told(problem("UNKNOWN", "Other")), Verdict::Bad(_)));
    }
}
