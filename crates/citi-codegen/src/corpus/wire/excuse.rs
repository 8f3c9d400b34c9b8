//! What a mock can't do with a call, though nothing is wrong with it.

use serde::Serialize;

use super::Call;
use super::violation::Violation;
use crate::corpus::exact;
use crate::corpus::operations::percent_decoded;
use crate::load::Node;
use crate::lower::plan::Encoding;

/// A call that is not good because of the mock itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excuse {
    /// The operation as the user knows it: `GET /accounts`.
    pub operation: String,
    /// Whether it took the request first, and failed at its own answer.
    pub taken: bool,
    /// What the mock can't do.
    pub reason: String,
    /// Its own words.
    pub evidence: String,
}

const ABSENT: &str = "the mock reads an object of a form that is not sent as one without members";
const BRACKETS: &str =
    "the mock does not find the members of an object or a list of a form under its name";
const ONE_TEXT: &str = "the mock reads a body that is neither JSON nor a form as one text, and the document \
     describes something else";

const BRACKETED: &str = "the mock looks for a query parameter under the percent-encoded form of its name, and does \
     not find it under that";

/// Why the mock's findings say nothing of the request; `None` if one of them does.
pub(super) fn excuse(call: &Call, violations: &[&Violation]) -> Option<&'static str> {
    let mut reasons = violations.iter().map(|found| of_one(call, found));
    let first = reasons.next()??;
    reasons.all(|reason| reason.is_some()).then_some(first)
}

/// Why the mock answers for another operation: an address can't tell two paths apart, and the
/// answer that is asked for is none of the other's.
pub(super) fn of_twins(call: &Call, kind: &str) -> Option<String> {
    let twin = call
        .twin
        .as_ref()
        .filter(|_| ["NOT_ACCEPTABLE", "NO_METHOD_MATCHED_ERROR"].contains(&kind))?;
    Some(format!(
        "no address tells this path from `{twin}`, and the mock answers for that"
    ))
}

/// Why the mock's server breaks on the request.
pub(super) fn of_breakdown(
    call: &Call,
    status: Option<u16>,
    body: Option<&str>,
) -> Option<&'static str> {
    let own = r#"{"error":{"code":"internal_server_error","message":"Internal Server Error"}}"#;
    let nameless = call
        .content_type
        .as_ref()
        .is_some_and(|name| !name.contains('/'));
    (nameless && status == Some(500) && body == Some(own)).then_some(
        "the mock's server breaks on a body whose media type, as the document names it, is none",
    )
}

fn of_one(call: &Call, found: &Violation) -> Option<&'static str> {
    let mut place = found.location.iter().filter_map(|step| step.as_str());
    let mut place = place.by_ref().skip_while(|step| *step == "request");
    match place.next() {
        Some("body") => {}
        Some("query") => return of_query(call, &found.message),
        _ => return None,
    }
    let member = place.next();
    match call.encoding? {
        Encoding::Form | Encoding::Multipart => of_form(call, member, &found.message),
        Encoding::Text | Encoding::Bytes | Encoding::Xml => (member.is_none()
            && ["must be object", "must be array"]
                .iter()
                .any(|words| found.message.ends_with(words)))
        .then_some(ONE_TEXT),
        _ => None,
    }
}

fn of_query(call: &Call, message: &str) -> Option<&'static str> {
    let (_, missing) = message.split_once("must have required property '")?;
    let missing = missing.strip_suffix('\'')?;
    let name = percent_decoded(missing).filter(|name| name != missing)?;
    let mut sent = call.query_names.iter();
    sent.any(|known| known.eq_ignore_ascii_case(&name))
        .then_some(BRACKETED)
}

fn of_form(call: &Call, member: Option<&str>, message: &str) -> Option<&'static str> {
    let (_, missing) = message.split_once("must have required property '")?;
    let body = call.arguments.iter().find(|a| a.setter == "body")?;
    let body = exact::parse(&body.json)?;
    if let Some(member) = member {
        return body.get(member).is_none().then_some(ABSENT);
    }
    let sent = body.get(missing.strip_suffix('\'')?)?;
    let with_members = |node: &Node| !node.entries().is_empty() || !node.items().is_empty();
    with_members(sent).then_some(BRACKETS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::wire::Argument;
    use crate::lower::plan::RustType;

    fn call(encoding: Encoding, body: &str) -> Call {
        Call {
            encoding: Some(encoding),
            arguments: vec![Argument {
                setter: "body".to_owned(),
                ty: RustType::String,
                json: body.to_owned(),
            }],
            ..Call::default()
        }
    }

    fn found(location: &[&str], message: &str) -> Violation {
        let json =
            serde_json::json!({"location": location, "severity": "Error", "message": message});
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn an_object_of_a_form_that_is_not_sent_misses_nothing() {
        let form = call(Encoding::Form, r#"{"shipping": {"city": "a"}}"#);
        let name = "must have required property 'name'";
        let absent = found(&["request", "body", "level3", "a"], name);
        assert_eq!(excuse(&form, &[&absent]), Some(ABSENT));
        // Of one that is sent, it does.
        let sent = found(&["request", "body", "shipping"], name);
        assert_eq!(excuse(&form, &[&sent]), None);
        assert_eq!(excuse(&form, &[&absent, &sent]), None);
        let json = call(Encoding::Json, "{}");
        assert_eq!(excuse(&json, &[&absent]), None);
        assert_eq!(excuse(&form, &[]), None);
    }

    #[test]
    fn an_object_of_a_form_is_sent_member_by_member() {
        let form = call(Encoding::Form, r#"{"stock": {"a": 1}, "empty": {}}"#);
        let missing = |name: &str| {
            let words = format!("Request body must have required property '{name}'");
            excuse(&form, &[&found(&["request", "body"], &words)])
        };
        assert_eq!(missing("stock"), Some(BRACKETS));
        assert_eq!(missing("empty"), None);
        assert_eq!(missing("gone"), None);
    }

    #[test]
    fn a_body_that_is_no_json_is_one_text() {
        let words = "Request body must be array";
        let text = call(Encoding::Text, r#""a""#);
        assert_eq!(excuse(&text, &[&found(&["body"], words)]), Some(ONE_TEXT));
        assert_eq!(excuse(&text, &[&found(&["query"], words)]), None);
        let json = call(Encoding::Json, r#""a""#);
        assert_eq!(excuse(&json, &[&found(&["body"], words)]), None);
    }

    #[test]
    fn a_name_with_brackets_is_sent_though_the_mock_does_not_find_it() {
        let call = Call {
            query_names: vec!["Location[]".to_owned(), "plain".to_owned()],
            ..Call::default()
        };
        let missing = |name: &str| {
            let words = format!("Request query must have required property '{name}'");
            excuse(&call, &[&found(&["query"], &words)])
        };
        assert_eq!(missing("location%5b%5d"), Some(BRACKETED));
        assert_eq!(missing("plain"), None);
        assert_eq!(missing("other%5b%5d"), None);
    }

    #[test]
    fn only_an_answer_for_the_other_of_two_paths_is_excused() {
        let mut call = call(Encoding::Json, "{}");
        assert_eq!(of_twins(&call, "NOT_ACCEPTABLE"), None);
        call.twin = Some("/a/{b}".to_owned());
        assert!(
            of_twins(&call, "NOT_ACCEPTABLE")
                .unwrap()
                .contains("/a/{b}")
        );
        assert_eq!(of_twins(&call, "UNPROCESSABLE_ENTITY"), None);
    }

    #[test]
    fn a_server_that_breaks_is_excused_only_where_no_media_type_is_sent() {
        let own = r#"{"error":{"code":"internal_server_error","message":"Internal Server Error"}}"#;
        let mut call = call(Encoding::Bytes, r#""a""#);
        call.content_type = Some("application/pdf".to_owned());
        assert_eq!(of_breakdown(&call, Some(500), Some(own)), None);
        call.content_type = Some("x-pem-file".to_owned());
        assert!(of_breakdown(&call, Some(500), Some(own)).is_some());
        assert_eq!(of_breakdown(&call, Some(500), Some("{}")), None);
    }
}
