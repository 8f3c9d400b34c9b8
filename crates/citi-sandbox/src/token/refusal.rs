//! [`TokenRefusal`]: an error of the token endpoint.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use serde::Serialize;

/// An error of the token endpoint (RFC 6749 §5.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct TokenRefusal {
    pub(super) error: &'static str,
    pub(super) error_description: &'static str,
    /// The client used Basic, or nothing: it is told that Basic is the way.
    #[serde(skip)]
    pub(super) challenge: bool,
}

impl TokenRefusal {
    pub(super) fn new(error: &'static str, error_description: &'static str) -> Self {
        Self {
            error,
            error_description,
            challenge: false,
        }
    }

    /// The client is not known, or its secret is another.
    pub(super) fn client(error_description: &'static str) -> Self {
        Self {
            challenge: true,
            ..Self::new("invalid_client", error_description)
        }
    }
}

impl IntoResponse for TokenRefusal {
    fn into_response(self) -> Response {
        if self.challenge {
            let challenge = [(
                header::WWW_AUTHENTICATE,
                "Basic realm=\"oauth2\", charset=\"UTF-8\"",
            )];
            (StatusCode::UNAUTHORIZED, challenge, Json(self)).into_response()
        } else {
            (StatusCode::BAD_REQUEST, Json(self)).into_response()
        }
    }
}
