//! The answer of an operation against its document.

use citi_codegen::model::{Header, Operation, Response, Status, Style, Type};
use http::{HeaderMap, StatusCode};

use super::{Checker, Data, body, scalar};

/// What an answer breaks of its document: nothing, or words without any value of the answer.
pub(super) fn breaches(
    operation: &Operation,
    checker: &Checker<'_>,
    status: StatusCode,
    headers: &HeaderMap,
    bytes: &[u8],
) -> Vec<String> {
    let Some(documented) = documented(operation, status) else {
        return vec!["the status is not documented".to_owned()];
    };
    let mut breaches = Vec::new();
    for header in &documented.headers {
        breaches.extend(header_breach(header, checker, headers));
    }
    let schema = documented
        .content
        .iter()
        .find_map(|media| media.schema.as_ref());
    match schema {
        None if !bytes.is_empty() => breaches.push("no body is documented".to_owned()),
        None => {}
        Some(_) if !body::is_json(headers) => {
            breaches.push("the content type is not application/json".to_owned());
        }
        Some(schema) => match Data::read(bytes) {
            Err(issue) => breaches.push(format!("the body {issue}")),
            Ok(data) => breaches.extend(checker.check(schema, &data).into_iter().map(|fault| {
                match fault.field.as_str() {
                    "" => format!("the body {}", fault.issue),
                    field => format!("{field} {}", fault.issue),
                }
            })),
        },
    }
    breaches
}

/// The answer that a document has for a status: the most exact one.
pub(crate) fn documented(operation: &Operation, status: StatusCode) -> Option<&Response> {
    let code = status.as_u16();
    operation
        .responses
        .iter()
        .filter(|it| match it.status {
            Status::Code(own) => own == code,
            Status::Range(hundred) => u16::from(hundred) == code / 100,
            Status::Default => true,
        })
        .min_by_key(|it| it.status)
}

/// A document in Swagger 2.0 can't say whether a header always comes. Here each does, but for those that
/// are true or false: without one, false holds.
fn header_breach(header: &Header, checker: &Checker<'_>, headers: &HeaderMap) -> Option<String> {
    let name = &header.name;
    let Some(value) = headers.get(name) else {
        let optional = header.schema.inferred_type() == Some(Type::Boolean) && !header.required;
        return (!optional).then(|| format!("the header {name} is missing"));
    };
    let text = String::from_utf8_lossy(value.as_bytes());
    let value = scalar::value(checker.document, &header.schema, Style::Simple, &text);
    checker
        .check(&header.schema, &value)
        .into_iter()
        .next()
        .map(|fault| format!("the header {name} {}", fault.issue))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Documents, Found};

    const HEADERS: [(&str, &str); 6] = [
        ("content-type", "application/json"),
        ("x-request-id", "r-1"),
        ("ratelimit-limit", "1000"),
        ("ratelimit-remaining", "999"),
        ("ratelimit-reset", "1"),
        ("cache-control", "no-store"),
    ];

    fn found(status: u16, headers: &[(&str, &str)], body: &str) -> Vec<String> {
        let documents = Documents::published().unwrap();
        let Found::Operation(matched) = documents.find("POST", "/payments/v1/domestic/p-1/cancel")
        else {
            panic!("no operation");
        };
        let checker = Checker {
            document: &matched.api.document,
            patterns: &documents.patterns,
        };
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                let name: http::HeaderName = name.parse().unwrap();
                (name, http::HeaderValue::from_str(value).unwrap())
            })
            .collect();
        let status = StatusCode::from_u16(status).unwrap();
        let operation = &matched.endpoint.operation;
        breaches(operation, &checker, status, &headers, body.as_bytes())
    }

    fn payment() -> String {
        let documents = Documents::published().unwrap();
        let payments = documents
            .apis
            .iter()
            .find(|it| it.id == "payments")
            .unwrap();
        payments.document.schemas["Payment"].examples[0].to_json()
    }

    #[test]
    fn an_answer_as_documented_breaks_nothing() {
        assert_eq!(found(200, &HEADERS, &payment()), Vec::<String>::new());
    }

    #[test]
    fn every_breach_is_found_and_no_value_is_told() {
        assert_eq!(found(202, &HEADERS, "{}"), ["the status is not documented"]);
        assert_eq!(
            found(200, &HEADERS[..5], &payment()),
            ["the header Cache-Control is missing"]
        );
        let mut odd = HEADERS;
        odd[3].1 = "many";
        assert_eq!(
            found(200, &odd, &payment()),
            ["the header RateLimit-Remaining must be a whole number"]
        );
        assert_eq!(
            found(
                200,
                &HEADERS,
                &payment().replace("******3210", "9876543210")
            ),
            ["creditor.maskedAccountNumber must fit the pattern ^[*]+[A-Za-z0-9]{0,4}$"]
        );
        let mut plain = HEADERS;
        plain[0].1 = "text/plain";
        assert_eq!(
            found(200, &plain, &payment()),
            ["the content type is not application/json"]
        );
        assert_eq!(found(200, &HEADERS, "oops"), ["the body must be JSON"]);
    }
}
