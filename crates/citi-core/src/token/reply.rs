//! What the token endpoint answers, as a token or as an error that says what to do.

use serde::Deserialize;

use super::{AccessToken, TokenError};
use crate::support::answer::{Parts, unchecked};
use crate::{DecodeError, Error, TokenAnswer};

/// Reads the token of a success.
///
/// # Errors
/// If it is no token, or no bearer token.
pub(super) fn read(parts: &Parts) -> Result<AccessToken, TokenError> {
    let answer = answer(parts).map_err(|error| {
        TokenError::new(format_args!(
            "the answer of the token endpoint cannot be read: {error}"
        ))
    })?;
    // Some say `BearerToken`. Another kind must not be used (RFC 6749 §7.1).
    if !answer.token_type.to_ascii_lowercase().starts_with("bearer") {
        return Err(TokenError::new(
            "the token endpoint gave a token that is no bearer token",
        ));
    }
    Ok(AccessToken {
        secret: answer.access_token,
        expires_in: answer.expires_in.map(std::time::Duration::from_secs),
        scopes: answer
            .scope
            .map(|scope| scope.split_ascii_whitespace().map(str::to_owned).collect()),
    })
}

/// The answer as RFC 6749 §5.1 has it, or the same inside of `token`.
fn answer(parts: &Parts) -> Result<TokenAnswer, DecodeError> {
    #[derive(Deserialize)]
    struct Wrapped {
        token: TokenAnswer,
    }
    unchecked::<TokenAnswer>(parts).or_else(|error| {
        unchecked::<Wrapped>(parts)
            .map(|it| it.token)
            .map_err(|_| error)
    })
}

/// What a failure to get a token says.
pub(super) fn failure(error: Error, attempts: u32) -> TokenError {
    let code = error.code().map(str::to_owned);
    let code = code.as_deref();
    let credentials = "the bank does not know these credentials: check client id and secret, and that they are of this environment";
    let reason = match (error.status().map(|status| status.as_u16()), code) {
        (Some(400 | 401), Some("invalid_client")) | (Some(401), None) => credentials.to_owned(),
        (_, Some("invalid_scope")) => {
            "the application may not have these scopes: check them at the developer portal"
                .to_owned()
        }
        (_, Some("unauthorized_client" | "unsupported_grant_type")) => {
            "the application may not use client credentials: check it at the developer portal"
                .to_owned()
        }
        (Some(404 | 405), _) => "there is no token endpoint at this address: check it".to_owned(),
        _ => {
            let times = match attempts {
                0 | 1 => String::new(),
                more => format!(" (attempt {more})"),
            };
            format!("the token endpoint failed: {error}{times}")
        }
    };
    let reason = match code {
        Some(code) if !reason.contains(code) => format!("{reason} ({code})"),
        _ => reason,
    };
    TokenError::new(reason).with_code(code).with_source(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(status: u16, body: &str) -> Parts {
        Parts {
            status: http::StatusCode::from_u16(status).unwrap(),
            headers: http::HeaderMap::new(),
            body: body.to_owned().into(),
        }
    }

    #[test]
    fn a_token_is_read_wherever_it_stands() {
        for body in [
            r#"{"access_token":"t0ken","token_type":"Bearer","expires_in":1800}"#,
            r#"{"access_token":"t0ken","token_type":"BearerToken","expires_in":"1800"}"#,
            r#"{"token":{"access_token":"t0ken","expires_in":"1800"}}"#,
        ] {
            let token = read(&parts(200, body)).unwrap();
            assert_eq!(token.secret.expose(), "t0ken");
            assert_eq!(token.expires_in.unwrap().as_secs(), 1800);
        }
    }

    #[test]
    fn what_is_no_bearer_token_is_refused_without_showing_it() {
        for body in [
            r#"{"access_token":"hunter2","token_type":"mac"}"#,
            r#"{"access_tok":"hunter2"}"#,
            r#"{"access_token":"hunter2","expires_in":"hunter2"}"#,
            "hunter2",
            "",
        ] {
            let error = read(&parts(200, body)).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("token endpoint"), "{shown}");
            assert!(!shown.contains("hunter2"), "{shown}");
        }
    }

    #[test]
    fn an_error_says_what_to_do() {
        for (status, body, want) in [
            (
                400,
                r#"{"error":"invalid_client"}"#,
                "check client id and secret",
            ),
            (401, r#"{"error":"invalid_client"}"#, "(invalid_client)"),
            (401, "", "check client id and secret"),
            (
                400,
                r#"{"error":"invalid_scope"}"#,
                "check them at the developer portal",
            ),
            (
                400,
                r#"{"error":"unauthorized_client"}"#,
                "client credentials",
            ),
            (
                404,
                "<h1>Not Found</h1>",
                "no token endpoint at this address",
            ),
            (503, "", "503 Service Unavailable (attempt 4)"),
        ] {
            let error = failure(Error::status_of(parts(status, body)), 4);
            assert!(error.to_string().contains(want), "{error}");
        }
        let error = failure(
            Error::status_of(parts(400, r#"{"error":"invalid_request"}"#)),
            1,
        );
        assert_eq!(error.code(), Some("invalid_request"));
    }
}
