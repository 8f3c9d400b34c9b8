//! The token of a request.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::Timestamp;

use crate::refusal::Refusal;
use crate::token::{Holder, TokenFault, Tokens};

/// Who sends a request, by its bearer token (RFC 6750 §2.1).
///
/// # Errors
/// Why nobody can be told.
pub(super) fn holder(
    headers: &HeaderMap,
    tokens: &Tokens,
    now: Timestamp,
) -> Result<Arc<Holder>, TokenFault> {
    let value = headers
        .get(header::AUTHORIZATION)
        .ok_or(TokenFault::Missing)?;
    let text = value.to_str().map_err(|_| TokenFault::Invalid)?;
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(TokenFault::Missing);
    }
    tokens.holder(token.trim(), now)
}

/// 401 with its challenge (RFC 6750 §3).
pub(super) fn unauthorized(fault: TokenFault) -> Response {
    let (code, message, challenge) = match fault {
        TokenFault::Missing => (
            "TOKEN_MISSING",
            "The request has no access token.",
            "Bearer realm=\"citi\"",
        ),
        TokenFault::Expired => (
            "TOKEN_EXPIRED",
            "The access token has expired.",
            "Bearer realm=\"citi\", error=\"invalid_token\", error_description=\"The access token has expired\"",
        ),
        TokenFault::Invalid => (
            "TOKEN_INVALID",
            "The access token is not known, or was revoked.",
            "Bearer realm=\"citi\", error=\"invalid_token\", error_description=\"The access token is not known\"",
        ),
    };
    let refusal = Refusal::new(StatusCode::UNAUTHORIZED, code, message);
    ([(header::WWW_AUTHENTICATE, challenge)], refusal).into_response()
}

/// 403 for a token that lacks scopes.
pub(super) fn forbidden(scopes: &[String]) -> Response {
    let names = scopes.join(" ");
    let refusal = Refusal::new(
        StatusCode::FORBIDDEN,
        "INSUFFICIENT_SCOPE",
        format!("This operation needs the scope {names}."),
    );
    let challenge =
        format!("Bearer realm=\"citi\", error=\"insufficient_scope\", scope=\"{names}\"");
    let mut response = refusal.into_response();
    if let Ok(value) = HeaderValue::from_str(&challenge) {
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(value: Option<&str>) -> TokenFault {
        let mut headers = HeaderMap::new();
        if let Some(value) = value {
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
        }
        holder(&headers, &Tokens::default(), Timestamp::UNIX_EPOCH).unwrap_err()
    }

    #[test]
    fn a_token_is_missing_or_not_known() {
        assert_eq!(fault(None), TokenFault::Missing);
        assert_eq!(fault(Some("Basic abc")), TokenFault::Missing);
        assert_eq!(fault(Some("bearer abc")), TokenFault::Invalid);
        assert_eq!(fault(Some("Bearer")), TokenFault::Invalid);
    }
}
