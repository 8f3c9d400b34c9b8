//! [`gate`]: what stands before every operation.

use std::future::Future;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State as Shared};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use http_body::Body as _;

use super::exchange::{Noted, X_REQUEST_ID};
use super::limits::Standing;
use super::{Checker, bearer, body, exit, parameters};
use crate::accuser::{Digest, digest};
use crate::api::{self, Call, Query};
use crate::documents::{Found, Matched};
use crate::faults::{self, FaultKind, Hit};
use crate::lock::lock;
use crate::others;
use crate::portal;
use crate::refusal::Refusal;
use crate::state::State;
use crate::token::{Holder, TokenFault};

/// Lets a request through to its operation if it has the right to be there and the form that the
/// document gives it; and, where answers are checked, its answer back. What is at no path of a document is for
/// `others`.
///
/// In this order: operation, fault, token, scopes, limit, parameters, body; then, if there is one, the fault
/// acts on the answer.
pub(crate) async fn gate<F>(
    state: &State,
    id: HeaderValue,
    mut request: Request,
    others: impl FnOnce(Request) -> F,
) -> Response
where
    F: Future<Output = Response>,
{
    let (method, path) = (request.method(), request.uri().path());
    let mut found = state.documents.find(method.as_str(), path);
    let is_head = *method == Method::HEAD && matches!(found, Found::OtherMethod(_));
    if is_head {
        found = state.documents.find("GET", path);
    }
    match found {
        Found::Operation(matched) if is_head => {
            *request.method_mut() = Method::GET;
            head_of(Box::pin(at(state, &matched, id, request)).await)
        }
        Found::Operation(matched) => at(state, &matched, id, request).await,
        Found::OtherMethod(allow) => {
            let mut response = Refusal::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "METHOD_NOT_ALLOWED",
                format!("This path takes {allow}."),
            )
            .into_response();
            if let Ok(value) = HeaderValue::from_str(&allow) {
                response.headers_mut().insert(header::ALLOW, value);
            }
            response
        }
        Found::Nothing => Box::pin(others(request)).await,
    }
}

/// What is at no path of the bank's documents and at no door of the sandbox.
pub(crate) async fn elsewhere(Shared(state): Shared<Arc<State>>, request: Request) -> Response {
    match others::serve(&state, request).await {
        Ok(response) => response,
        // Somebody looks around with a browser.
        Err(request)
            if request.method() == Method::GET && portal::wants_page(request.headers()) =>
        {
            portal::nothing(&state)
        }
        Err(_) => Refusal::new(
            StatusCode::NOT_FOUND,
            "NOT_FOUND",
            "There is nothing at this path.",
        )
        .into_response(),
    }
}

async fn at(
    state: &State,
    matched: &Matched<'_>,
    id: HeaderValue,
    mut request: Request,
) -> Response {
    let mut noted = Noted {
        template: Some(matched.endpoint.path.clone()),
        operation: Some(matched.endpoint.id.clone()),
        group: matched.api.id,
        is_deprecated: matched.endpoint.operation.deprecated,
        ..Noted::default()
    };
    let now = state.clock.now();
    let holder = bearer::holder(request.headers(), &lock(&state.tokens), now);
    let client = holder.as_ref().ok().map(|holder| holder.client_id.clone());
    let called = match single(request.headers()) {
        Ok(()) => faults::called(state, matched, client.as_deref(), &mut request).await,
        Err(refusal) => Err(refusal),
    };
    let (refused, hit) = match called {
        Ok(hit) => (None, hit),
        Err(refusal) => (Some(refusal), None),
    };
    let comes_instead = hit.as_ref().is_some_and(|hit| !hit.fault.is_carried_out());
    let (mut response, standing) = match refused {
        None if comes_instead => {
            noted.client_id.clone_from(&client);
            noted.content = Box::pin(content(matched, hit.as_ref(), request.into_body())).await;
            // What becomes of it is the fault's.
            let nothing = StatusCode::OK.into_response();
            (nothing, look(state, matched, client.as_deref()))
        }
        None => {
            let holder = taken_back(state, hit.as_ref(), holder);
            passed(state, matched, holder, request, &mut noted).await
        }
        Some(refusal) => {
            noted.client_id.clone_from(&client);
            (
                refusal.into_response(),
                look(state, matched, client.as_deref()),
            )
        }
    };
    let headers = response.headers_mut();
    headers.reserve(8);
    for (name, value) in [
        ("ratelimit-limit", u64::from(standing.limit)),
        ("ratelimit-remaining", u64::from(standing.remaining)),
        ("ratelimit-reset", standing.reset),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
    }
    headers.insert(X_REQUEST_ID, id);
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if !comes_instead {
        response = exit::looked_at(state, matched, response, &mut noted).await;
    }
    if let Some(hit) = hit {
        let client = client.as_deref();
        // Faults are few: what they need is not carried along by every request.
        response = Box::pin(faults::after(state, Some(matched), &hit, response, client)).await;
        noted.error_code = exit::code(&mut response).await;
    }
    response.extensions_mut().insert(noted);
    response
}

/// Of two headers that say who asks, or what the body is, nobody knows which holds (RFC 9110 §5.3).
fn single(headers: &HeaderMap) -> Result<(), Refusal> {
    for (name, label) in [
        (header::AUTHORIZATION, "Authorization"),
        (header::CONTENT_TYPE, "Content-Type"),
    ] {
        if headers.get_all(name).iter().nth(1).is_some() {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "INVALID_PARAMETER",
                "A header stands twice.",
            )
            .detail(Some(label), "must not be given more than once"));
        }
    }
    Ok(())
}

/// An answer without its body, whose length it tells all the same (RFC 9110 §9.3.2).
fn head_of(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact() {
        parts
            .headers
            .insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    Response::from_parts(parts, Body::empty())
}

/// What stands for the body of a request that meets a fault instead of the bank. One that meets a reset
/// is not read.
async fn content(matched: &Matched<'_>, hit: Option<&Hit>, body: Body) -> Option<Digest> {
    let is_reset = hit.is_some_and(|hit| hit.fault.kind() == FaultKind::Reset);
    if is_reset || matched.endpoint.operation.body.is_none() {
        return None;
    }
    let bytes = body::read(body, body::MOST).await.ok()?;
    (!bytes.is_empty()).then(|| digest(&bytes))
}

/// How a client stands with the limit of an operation.
fn look(state: &State, matched: &Matched<'_>, client: Option<&str>) -> Standing {
    let now = state.clock.now();
    lock(&state.limits).look(client.unwrap_or_default(), matched.api.id, now)
}

/// Who calls, whose tokens are taken back if that is the fault.
fn taken_back(
    state: &State,
    hit: Option<&Hit>,
    holder: Result<Arc<Holder>, TokenFault>,
) -> Result<Arc<Holder>, TokenFault> {
    let revokes = hit.is_some_and(|hit| hit.fault.kind() == FaultKind::TokenRevoked);
    if !revokes {
        return holder;
    }
    let holder = holder?;
    lock(&state.tokens).revoke(&holder.client_id);
    Err(TokenFault::Invalid)
}

/// The answer, and how the client stands with its limit.
async fn passed(
    state: &State,
    matched: &Matched<'_>,
    holder: Result<Arc<Holder>, TokenFault>,
    request: Request,
    noted: &mut Noted,
) -> (Response, Standing) {
    let now = state.clock.now();
    let group = matched.api.id;
    let holder = match holder {
        Ok(holder) => holder,
        Err(fault) => {
            let standing = lock(&state.limits).look("", group, now);
            return (bearer::unauthorized(fault), standing);
        }
    };
    noted.client_id = Some(holder.client_id.clone());
    let needed = &matched.endpoint.scopes;
    if needed.iter().any(|scope| !holder.scopes.contains(scope)) {
        let standing = lock(&state.limits).look(&holder.client_id, group, now);
        return (bearer::forbidden(needed), standing);
    }
    let standing = lock(&state.limits).take(&holder.client_id, group, now);
    if let Some(seconds) = standing.retry_after {
        let refusal = Refusal::new(
            StatusCode::TOO_MANY_REQUESTS,
            "RATE_LIMIT_EXCEEDED",
            format!("The limit of {} calls is used up.", standing.limit),
        );
        let wait = [(header::RETRY_AFTER, HeaderValue::from(seconds))];
        return ((wait, refusal).into_response(), standing);
    }
    let answer = carried_out(state, matched, &holder.client_id, request, noted).await;
    (answer.into_response(), standing)
}

/// The answer of the operation, if the request has the form that the document gives it.
async fn carried_out(
    state: &State,
    matched: &Matched<'_>,
    client_id: &str,
    request: Request,
    noted: &mut Noted,
) -> Result<Response, Refusal> {
    let (head, body) = request.into_parts();
    let body = whole(&head.headers, body, noted).await?;
    let query = Query::of(head.uri.query().unwrap_or_default());
    let checker = Checker {
        document: &matched.api.document,
        patterns: &state.documents.patterns,
    };
    parameters::check(matched, &checker, &query, &head.headers)?;
    body::check(&matched.endpoint.operation, &checker, &head.headers, &body)?;
    let id = &*matched.endpoint.id;
    let claim = state.running.claim(client_id, id, &head.headers)?;
    let call = Call {
        state,
        client_id,
        values: &matched.values,
        query: &query,
        headers: &head.headers,
        body: &body,
    };
    let operation = api::operation(id).ok_or_else(unserved)?;
    let mut response = operation(&call).into_response();
    if let Some(claim) = claim {
        // The key is held until the answer leaves, however slow that is.
        response.extensions_mut().insert(claim);
    }
    Ok(response)
}

/// An operation of a document that the bank does not serve: a defect of the sandbox.
fn unserved() -> Refusal {
    Refusal::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "INTERNAL_ERROR",
        "The sandbox does not serve this operation.",
    )
}

/// The body of a request, to its end.
async fn whole(headers: &HeaderMap, body: Body, noted: &mut Noted) -> Result<Bytes, Refusal> {
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > body::MOST) {
        return Err(body::too_large());
    }
    let bytes = body::read(body, body::MOST).await?;
    noted.content = (!bytes.is_empty()).then(|| digest(&bytes));
    Ok(bytes)
}
