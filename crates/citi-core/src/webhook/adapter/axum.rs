//! axum: [`Delivery<Claimed>`] is an extractor, [`Reply`] and [`WebhookError`] are answers.

use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};

use super::body::take;
use crate::webhook::{Claimed, Delivery, Receiver, Reply, WebhookError};

/// The router's state is a [`Receiver`], or has one ([`FromRef`]). It takes the whole body, so it is the handler's last argument.
///
/// ```
/// use axum::{Router, routing::post};
/// use citi_core::webhook::{Claimed, Delivery, Receiver, Reply, WebhookError, WebhookVerifier};
///
/// async fn deliver(delivery: Delivery<Claimed>) -> Result<Reply, WebhookError> {
///     let delivery = delivery.read(|body| serde_json::from_slice::<citi_core::Json>(body)).await?;
///     // … keep delivery.event() for later, and:
///     Ok(delivery.acknowledge().await)
/// }
///
/// let receiver = Receiver::new(WebhookVerifier::new("a-webhook-secret")?);
/// let app: Router = Router::new().route("/citi", post(deliver)).with_state(receiver);
/// # let _ = app;
/// # Ok::<(), WebhookError>(())
/// ```
impl<S> FromRequest<S> for Delivery<Claimed>
where
    Receiver: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = WebhookError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebhookError> {
        let (parts, body) = request.into_parts();
        take(&Receiver::from_ref(state), &parts, body).await
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        self.status().into_response()
    }
}

impl IntoResponse for WebhookError {
    fn into_response(self) -> Response {
        self.reply().into_response()
    }
}
