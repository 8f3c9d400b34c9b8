//! [`serve`]: requests to operations of other documents.

use axum::body::Bytes;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use super::answer::answer;
use super::below;
use super::invent::Inventor;
use crate::api::Query;
use crate::documents::{Found, Matched};
use crate::gate::{self, Checker, MOST, Noted};
use crate::refusal::Refusal;
use crate::state::State;

/// A document may answer with a page. It comes from where the portal's own pages do, so no browser is to run it.
const HARMLESS: [(HeaderName, &str); 2] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; sandbox; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// Answers a request to an operation of another document; gives the request back if it is for none.
///
/// It needs no token. The request is held against the document as at the bank's own operations, and the
/// answer is the documented success: its example, or a value made of its schema. `Prefer: code=404`
/// (RFC 7240) asks for another documented status.
pub(crate) async fn serve(state: &State, request: Request) -> Result<Response, Request> {
    let method = request.method().as_str().to_owned();
    let path = request.uri().path().to_owned();
    let Found::Operation(matched) = state.others.find(&method, &path) else {
        return Err(request);
    };
    let mut response = match answered(state, &matched, request).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    };
    for (name, value) in HARMLESS {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    let (id, template) = (matched.api.id, &matched.endpoint.path);
    let is_below = path.starts_with(&format!("{}/", below(id)));
    response.extensions_mut().insert(Noted {
        template: Some(match is_below {
            true => format!("{}{template}", below(id)).into(),
            false => template.clone(),
        }),
        ..Noted::default()
    });
    Ok(response)
}

async fn answered(
    state: &State,
    matched: &Matched<'_>,
    request: Request,
) -> Result<Response, Refusal> {
    let operation = &matched.endpoint.operation;
    let checker = || Checker {
        document: &matched.api.document,
        patterns: &state.others.documents.patterns,
    };
    let (parts, body) = request.into_parts();
    let bytes = gate::read_body(body, MOST).await?;
    let asked = preferred(&parts.headers)?;
    if asked.is_none_or(|asked| asked.is_success()) {
        let query = Query::of(parts.uri.query().unwrap_or_default());
        gate::check_parameters(matched, &checker(), &query, &parts.headers)?;
        body_fits(matched, &checker(), &parts.headers, &bytes)?;
    }
    let inventor = Inventor { checker: checker() };
    answer(operation, &inventor, asked).ok_or_else(|| {
        let message = "The document has no answer of this status.";
        Refusal::new(StatusCode::NOT_FOUND, "NOT_DOCUMENTED", message)
    })
}

/// A JSON body is held against its schema; any other one must only have a documented media type.
fn body_fits(
    matched: &Matched<'_>,
    checker: &Checker<'_>,
    headers: &HeaderMap,
    bytes: &Bytes,
) -> Result<(), Refusal> {
    let operation = &matched.endpoint.operation;
    let Some(body) = &operation.body else {
        return Ok(());
    };
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok());
    let kind = kind.and_then(|it| it.split(';').next()).unwrap_or_default();
    let mut others = body.content.iter().filter(|media| !media.is_json());
    let is_other = others.any(|media| media.essence().eq_ignore_ascii_case(kind.trim()));
    match is_other && !bytes.is_empty() {
        true => Ok(()),
        false => gate::check_body(operation, checker, headers, bytes),
    }
}

/// The status that `Prefer: code=…` asks for.
fn preferred(headers: &HeaderMap) -> Result<Option<StatusCode>, Refusal> {
    let values = headers
        .get_all("prefer")
        .iter()
        .filter_map(|it| it.to_str().ok());
    let mut codes = values
        .flat_map(|value| value.split([',', ';']))
        .filter_map(|piece| piece.trim().strip_prefix("code="));
    let Some(code) = codes.next() else {
        return Ok(None);
    };
    let status = code.trim_matches('"').parse::<u16>().ok();
    let status = status.and_then(|code| StatusCode::from_u16(code).ok());
    status
        .filter(|it| it.as_u16() >= 200)
        .map(Some)
        .ok_or_else(|| {
            let message = "A parameter is not valid.";
            Refusal::new(StatusCode::BAD_REQUEST, "INVALID_PARAMETER", message)
                .detail(Some("Prefer"), "code must be a status from 200 to 599")
        })
}
