//! [`gate`]: what stands before every operation.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use http_body::Body as _;

use super::exchange::{Noted, RequestId, X_REQUEST_ID};
use super::limits::Standing;
use super::{Checker, bearer, body, exit, parameters};
use crate::accuser::{Digest, digest};
use crate::documents::{Found, Matched};
use crate::faults::{self, FaultKind, Hit};
use crate::lock::lock;
use crate::others;
use crate::portal;
use crate::refusal::Refusal;
use crate::state::{Caller, OperationId, State};

/// Lets a request through to its operation if it has the right to be there and the form that the
/// document gives it; and, where answers are checked, its answer back.
///
/// In this order: operation, fault, token, scopes, limit, parameters, body; then, if there is one, the fault
/// acts on the answer.
pub(crate) async fn gate(
    Shared(state): Shared<Arc<State>>,
    mut request: Request,
    next: Next,
) -> Response {
    let method = request.method().as_str().to_owned();
    let path = request.uri().path().to_owned();
    if *request.method() == Method::HEAD
        && let Found::Operation(matched) = state.documents.find("GET", &path)
    {
        *request.method_mut() = Method::GET;
        return head_of(at(&state, &matched, request, next).await);
    }
    match state.documents.find(&method, &path) {
        Found::Operation(matched) => at(&state, &matched, request, next).await,
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
        Found::Nothing => match others::serve(&state, request).await {
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
        },
    }
}

/// An operation of a document that the bank does not serve: a defect of the sandbox.
pub(crate) async fn unserved() -> Refusal {
    Refusal::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "INTERNAL_ERROR",
        "The sandbox does not serve this operation.",
    )
}

async fn at(state: &State, matched: &Matched<'_>, request: Request, next: Next) -> Response {
    let request_id = request.extensions().get::<RequestId>().cloned();
    let mut noted = Noted {
        template: matched.endpoint.path.clone(),
        operation: matched.endpoint.id.to_string(),
        group: matched.api.id.to_string(),
        is_deprecated: matched.endpoint.operation.deprecated,
        ..Noted::default()
    };
    let now = state.clock.now();
    let holder = bearer::holder(request.headers(), &lock(&state.tokens), now);
    let client = holder.ok().map(|holder| holder.client_id);
    let called = match single(request.headers()) {
        Ok(()) => faults::called(state, matched, client.as_deref(), request).await,
        Err(refusal) => Err(refusal),
    };
    let (called, hit) = match called {
        Ok((request, hit)) => (Ok(request), hit),
        Err(refusal) => (Err(refusal), None),
    };
    let comes_instead = hit.as_ref().is_some_and(|hit| !hit.fault.is_carried_out());
    let (mut response, standing) = match called {
        Ok(request) if comes_instead => {
            noted.client_id.clone_from(&client);
            noted.content = content(matched, hit.as_ref(), request).await;
            // What becomes of it is the fault's.
            let nothing = StatusCode::OK.into_response();
            (nothing, look(state, matched, client.as_deref()))
        }
        Ok(request) => {
            taken_back(state, hit.as_ref(), client.as_deref());
            passed(state, matched, request, next, &mut noted).await
        }
        Err(refusal) => {
            noted.client_id.clone_from(&client);
            (
                refusal.into_response(),
                look(state, matched, client.as_deref()),
            )
        }
    };
    let headers = response.headers_mut();
    for (name, value) in [
        ("ratelimit-limit", u64::from(standing.limit)),
        ("ratelimit-remaining", u64::from(standing.remaining)),
        ("ratelimit-reset", standing.reset),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
    }
    if let Some(RequestId(id)) = request_id {
        headers.insert(X_REQUEST_ID, id);
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if !comes_instead {
        response = exit::looked_at(state, matched, response, &mut noted).await;
    }
    if let Some(hit) = hit {
        response = faults::after(state, Some(matched), &hit, response, client.as_deref()).await;
        noted.error_code = exit::code(&mut response).await;
    }
    response.extensions_mut().insert(noted);
    response
}

/// Of two headers that say who asks, or what the body is, nobody knows which holds (RFC 9110 §5.3).
fn single(headers: &http::HeaderMap) -> Result<(), Refusal> {
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
async fn content(matched: &Matched<'_>, hit: Option<&Hit>, request: Request) -> Option<Digest> {
    let is_reset = hit.is_some_and(|hit| hit.fault.kind() == FaultKind::Reset);
    if is_reset || matched.endpoint.operation.body.is_none() {
        return None;
    }
    let bytes = body::read(request.into_body(), body::MOST).await.ok()?;
    (!bytes.is_empty()).then(|| digest(&bytes))
}

/// How a client stands with the limit of an operation.
fn look(state: &State, matched: &Matched<'_>, client: Option<&str>) -> Standing {
    let now = state.clock.now();
    lock(&state.limits).look(client.unwrap_or_default(), matched.api.id, now)
}

/// Takes the tokens of a client back, if that is the fault.
fn taken_back(state: &State, hit: Option<&Hit>, client: Option<&str>) {
    let revokes = hit.is_some_and(|hit| hit.fault.kind() == FaultKind::TokenRevoked);
    if let Some(client) = client.filter(|_| revokes) {
        lock(&state.tokens).revoke(client);
    }
}

/// The answer, and how the client stands with its limit.
async fn passed(
    state: &State,
    matched: &Matched<'_>,
    request: Request,
    next: Next,
    noted: &mut Noted,
) -> (Response, Standing) {
    let now = state.clock.now();
    let group = matched.api.id;
    let holder = match bearer::holder(request.headers(), &lock(&state.tokens), now) {
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
    let application_name = lock(&state.registry)
        .application(&holder.client_id)
        .map(|application| application.name.clone())
        .unwrap_or_default();
    let caller = Caller {
        client_id: holder.client_id,
        application_name,
    };
    let response = match formed(state, matched, request, noted).await {
        Ok(mut request) => {
            let client = &caller.client_id;
            let claim = state
                .running
                .claim(client, &matched.endpoint.id, request.headers());
            let extensions = request.extensions_mut();
            extensions.insert(caller);
            extensions.insert(OperationId(matched.endpoint.id.clone()));
            match claim {
                Ok(claim) => {
                    let mut response = next.run(request).await;
                    // The key is held until the answer leaves, however slow that is.
                    response.extensions_mut().insert(claim);
                    response
                }
                Err(refusal) => refusal.into_response(),
            }
        }
        Err(refusal) => refusal.into_response(),
    };
    (response, standing)
}

/// The request, if it has the form that the document gives it.
async fn formed(
    state: &State,
    matched: &Matched<'_>,
    request: Request,
    noted: &mut Noted,
) -> Result<Request, Refusal> {
    let checker = Checker {
        document: &matched.api.document,
        patterns: &state.documents.patterns,
    };
    let (parts, incoming) = request.into_parts();
    let announced = parts
        .headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > body::MOST) {
        return Err(body::too_large());
    }
    let bytes = body::read(incoming, body::MOST).await?;
    noted.content = (!bytes.is_empty()).then(|| digest(&bytes));
    let query = parts.uri.query().unwrap_or_default();
    parameters::check(matched, &checker, query, &parts.headers)?;
    body::check(
        &matched.endpoint.operation,
        &checker,
        &parts.headers,
        &bytes,
    )?;
    Ok(Request::from_parts(parts, Body::from(bytes)))
}
