//! The parameters of a request against those of its operation.

use std::borrow::Cow;

use citi_codegen::model::{Parameter, Place, Type};
use http::{HeaderMap, StatusCode};

use super::{Checker, Data, scalar};
use crate::api::Query;
use crate::documents::Matched;
use crate::refusal::Refusal;

/// Headers that say how a request travels: a document that lists them as parameters is ignored in that (OpenAPI 3.1
/// §4.8.12.1).
const NOT_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// Checks every documented parameter; others are ignored, as new ones may come.
///
/// # Errors
/// 400 with a detail for each fault.
pub(crate) fn check(
    matched: &Matched<'_>,
    checker: &Checker<'_>,
    query: &Query<'_>,
    headers: &HeaderMap,
) -> Result<(), Refusal> {
    let mut refusal = Refusal::new(
        StatusCode::BAD_REQUEST,
        "INVALID_PARAMETER",
        "A parameter is not valid.",
    );
    for parameter in &matched.endpoint.operation.parameters {
        let given: Vec<Cow<'_, str>> = match parameter.place {
            Place::Path => {
                let value = matched.values.get(parameter.name.as_str());
                value.map(Cow::from).into_iter().collect()
            }
            Place::Query => query.all(&parameter.name).map(Cow::from).collect(),
            Place::Header if is_no_parameter(&parameter.name) => continue,
            Place::Header => headers
                .get_all(&parameter.name)
                .iter()
                .map(|value| String::from_utf8_lossy(value.as_bytes()))
                .collect(),
            Place::Cookie => continue,
        };
        let missing = given.is_empty();
        if missing && parameter.required && parameter.name.eq_ignore_ascii_case(IDEMPOTENCY_KEY) {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "IDEMPOTENCY_KEY_MISSING",
                "This operation needs the header Idempotency-Key.",
            )
            .detail(Some(IDEMPOTENCY_KEY), "is required"));
        }
        for issue in issues(parameter, checker, given) {
            refusal = refusal.detail(Some(&parameter.name), issue);
        }
    }
    if refusal.details.is_empty() {
        Ok(())
    } else {
        Err(refusal)
    }
}

fn is_no_parameter(header: &str) -> bool {
    let mut names = NOT_PARAMETERS.iter();
    names.any(|name| header.eq_ignore_ascii_case(name))
}

/// What is wrong with a parameter, given these texts of it.
fn issues(
    parameter: &Parameter,
    checker: &Checker<'_>,
    mut given: Vec<Cow<'_, str>>,
) -> Vec<String> {
    let document = checker.document;
    let of_list = document
        .resolve(&parameter.schema)
        .and_then(|schema| schema.inferred_type())
        == Some(Type::Array);
    let value = match (given.len(), given.pop()) {
        (_, None) if parameter.required => return vec!["is required".to_owned()],
        (_, None) => return Vec::new(),
        (1, Some(text)) if text.is_empty() && parameter.allow_empty => return Vec::new(),
        (1, Some(text)) => scalar::value(document, &parameter.schema, parameter.style, &text),
        (_, Some(last)) if of_list && parameter.explode => {
            given.push(last);
            let entries = given.into_iter().map(Cow::into_owned);
            Data::Array(entries.map(Data::String).collect())
        }
        _ => return vec!["must not be given more than once".to_owned()],
    };
    checker
        .check(&parameter.schema, &value)
        .into_iter()
        .map(|fault| match fault.field.as_str() {
            "" => fault.issue,
            // Entries are counted from one by people.
            at => match at.parse::<usize>() {
                Ok(at) => format!("entry {}: {}", at + 1, fault.issue),
                Err(_) => format!("{at}: {}", fault.issue),
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Documents, Found};

    fn faults(
        method: &str,
        path: &str,
        query: &str,
        headers: &[(&'static str, &str)],
    ) -> Vec<String> {
        let documents = Documents::published().unwrap();
        let Found::Operation(matched) = documents.find(method, path) else {
            panic!("no operation");
        };
        let checker = Checker {
            document: &matched.api.document,
            patterns: &documents.patterns,
        };
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect::<Vec<(http::HeaderName, http::HeaderValue)>>()
            .into_iter()
            .collect();
        match check(&matched, &checker, &Query::of(query), &headers) {
            Ok(()) => Vec::new(),
            Err(refusal) => {
                let mut lines = vec![refusal.code.to_owned()];
                lines.extend(refusal.details.into_iter().map(|detail| {
                    format!("{} {}", detail.field.unwrap_or_default(), detail.issue)
                }));
                lines
            }
        }
    }

    #[test]
    fn each_fault_of_each_parameter_is_told() {
        let path = "/accounts/v1/accounts/a_b/transactions";
        let query =
            "limit=201&fromDate=2026-02-30&cursor=&toDate=2026-03-01&toDate=2026-03-02&new=1";
        assert_eq!(
            faults("GET", path, query, &[("x-request-id", "a b")]),
            [
                "INVALID_PARAMETER",
                "accountId must fit the pattern ^[A-Za-z0-9-]+$",
                "X-Request-Id must fit the pattern ^[A-Za-z0-9._-]+$",
                "fromDate must be a date like 2026-03-04",
                "toDate must not be given more than once",
                "cursor must have 1 to 512 characters",
                "limit must be between 1 and 200",
            ]
        );
        assert_eq!(
            faults(
                "GET",
                "/accounts/v1/accounts/1/transactions",
                "limit=x",
                &[]
            ),
            ["INVALID_PARAMETER", "limit must be a whole number",]
        );
    }

    #[test]
    fn lists_are_taken_apart() {
        let path = "/fx/v1/rates";
        assert_eq!(
            faults("GET", path, "base=USD&terms=EUR,GBP", &[]),
            Vec::<String>::new()
        );
        assert_eq!(
            faults("GET", path, "base=USD&terms=EUR%2CGBP", &[]),
            Vec::<String>::new()
        );
        assert_eq!(
            faults("GET", path, "terms=EUR,eur,EUR", &[]),
            [
                "INVALID_PARAMETER",
                "base is required",
                "terms must not hold an entry twice",
                "terms entry 2: must fit the pattern ^[A-Z]{3}$",
            ]
        );
    }

    #[test]
    fn a_write_without_a_key_has_a_code_of_its_own() {
        let path = "/payments/v1/domestic";
        assert_eq!(
            faults("POST", path, "", &[]),
            ["IDEMPOTENCY_KEY_MISSING", "Idempotency-Key is required"]
        );
        assert_eq!(
            faults("POST", path, "", &[("idempotency-key", "k1")]),
            Vec::<String>::new()
        );
        assert_eq!(
            faults("POST", path, "", &[("idempotency-key", "ä")])
                .first()
                .unwrap(),
            "INVALID_PARAMETER"
        );
    }
}
