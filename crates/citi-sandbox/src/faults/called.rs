//! [`called`]: which fault meets a request to an operation.

use axum::body::Body;
use axum::extract::Request;
use http::{HeaderMap, StatusCode};

use super::{Fault, FaultError, FaultPlace, Hit, X_SANDBOX_FAULT, magic};
use crate::documents::Matched;
use crate::gate::{MOST, read_body};
use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;

/// The fault that meets a request, by the first of these that has one: the request's own header, an id in
/// its path, a rule, a value in its body. The body is read for the last one alone, and of known clients.
///
/// # Errors
/// The header or the value asks for what is no fault; the body is too large.
pub(crate) async fn called(
    state: &State,
    matched: &Matched<'_>,
    client: Option<&str>,
    request: &mut Request,
) -> Result<Option<Hit>, Refusal> {
    if let Some(fault) = in_header(request.headers(), FaultPlace::Operation)? {
        return Ok(Some(Hit::asked("header", fault)));
    }
    let in_path = magic::in_path(&matched.values);
    if let Some(fault) = in_path.map_err(|(name, error)| refused(name, &error))? {
        return Ok(Some(Hit::asked("value", fault)));
    }
    let operation = &*matched.endpoint.id;
    let chosen =
        lock(&state.faults).choose(FaultPlace::Operation, operation, client, state.clock.now());
    let may_be_magic = client.is_some() && matched.endpoint.operation.body.is_some();
    if chosen.is_some() || !may_be_magic {
        return Ok(chosen);
    }
    let bytes = read_body(std::mem::take(request.body_mut()), MOST).await?;
    let fault = magic::in_body(&bytes).map_err(|(name, error)| refused(name, &error))?;
    let hit = fault
        .filter(|_| {
            let key = request.headers().get("idempotency-key");
            let key = key.and_then(|it| it.to_str().ok()).unwrap_or_default();
            lock(&state.faults).meets(client.unwrap_or_default(), operation, key)
        })
        .map(|fault| Hit::asked("value", fault));
    *request.body_mut() = Body::from(bytes);
    Ok(hit)
}

/// The fault that a request asks for in its header.
///
/// # Errors
/// It is none, or none for this place.
pub(super) fn in_header(headers: &HeaderMap, place: FaultPlace) -> Result<Option<Fault>, Refusal> {
    let Some(value) = headers.get(X_SANDBOX_FAULT) else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(value.as_bytes());
    let fault = magic::of(&text, place);
    fault
        .map(Some)
        .map_err(|error| refused("X-Sandbox-Fault", &error))
}

/// 400 that says what a fault must be.
fn refused(field: &str, error: &FaultError) -> Refusal {
    // A detail has 256 characters at most, a message 512: the list of kinds needs the message.
    let message = format!("{field} asks for a fault that is none: {error}.");
    Refusal::new(
        StatusCode::BAD_REQUEST,
        "INVALID_PARAMETER",
        message.chars().take(512).collect::<String>(),
    )
    .detail(
        Some(field),
        format!("{} is not as it must be", error.field()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str, place: FaultPlace) -> Result<Option<String>, String> {
        let mut headers = HeaderMap::new();
        headers.insert(X_SANDBOX_FAULT, text.parse().unwrap());
        in_header(&headers, place)
            .map(|fault| fault.map(|fault| fault.to_string()))
            .map_err(|refusal| refusal.message)
    }

    #[test]
    fn a_header_asks_or_is_refused_with_all_kinds() {
        assert_eq!(
            in_header(&HeaderMap::new(), FaultPlace::Token).unwrap(),
            None
        );
        let slow = header("slow; ms=5", FaultPlace::Operation);
        assert_eq!(slow, Ok(Some("slow; ms=5".to_owned())));
        let message = header("typo", FaultPlace::Operation).unwrap_err();
        for kind in super::super::FaultKind::ALL {
            assert!(message.contains(kind.name()), "{kind}");
        }
        assert!(message.len() <= 512);
    }

    #[test]
    fn what_does_not_act_on_requests_needs_a_rule() {
        let message = header("duplicated", FaultPlace::Operation).unwrap_err();
        assert!(
            message.contains("make a rule at /_sandbox/faults"),
            "{message}"
        );
        assert!(header("token-endpoint-down", FaultPlace::Operation).is_err());
        assert!(header("token-endpoint-down", FaultPlace::Token).is_ok());
        assert!(header("slow; count=1", FaultPlace::Operation).is_err());
    }
}
