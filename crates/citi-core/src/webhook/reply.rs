//! [`Reply`].

use bytes::Bytes;
use http::StatusCode;

/// What a delivery is answered with: a status and nothing else.
///
/// It is an answer of axum and actix-web (features `axum` and `actix`); for others there is
/// [`response`](Self::response).
///
/// ```
/// let refused = citi_core::WebhookVerifier::new("secret")?
///     .verify(&http::HeaderMap::new(), b"{}")
///     .unwrap_err();
/// let response: http::Response<bytes::Bytes> = refused.reply().response();
/// assert_eq!(response.status(), 401);
/// # Ok::<(), citi_core::WebhookError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "the sender waits for it"]
pub struct Reply {
    status: StatusCode,
}

impl Reply {
    pub(super) fn new(status: StatusCode) -> Self {
        Self { status }
    }

    /// The status.
    #[must_use]
    pub fn status(self) -> StatusCode {
        self.status
    }

    /// The answer, with an empty body.
    #[must_use]
    pub fn response(self) -> http::Response<Bytes> {
        let mut response = http::Response::new(Bytes::new());
        *response.status_mut() = self.status;
        response
    }
}
