//! actix-web: [`Delivery<Claimed>`] is an extractor, [`Reply`] and [`WebhookError`] are answers.

use std::future::{Future, poll_fn};
use std::pin::Pin;

use actix_web::body::BoxBody;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, ResponseError, web};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::webhook::{Claimed, Delivery, Receiver, Reply, WebhookError};

/// The application has a [`Receiver`] among its data. The limit of the body is the receiver's, not that of
/// `web::PayloadConfig`.
///
/// ```
/// use actix_web::{App, web};
/// use citi_core::webhook::{Claimed, Delivery, Receiver, Reply, WebhookError, WebhookVerifier};
///
/// async fn deliver(delivery: Delivery<Claimed>) -> Result<Reply, WebhookError> {
///     let delivery = delivery.read(|body| serde_json::from_slice::<citi_core::Json>(body)).await?;
///     // … keep delivery.event() for later, and:
///     Ok(delivery.acknowledge().await)
/// }
///
/// // Made once, outside the closure of HttpServer: all workers share what they have seen.
/// let receiver = web::Data::new(Receiver::new(WebhookVerifier::new("a-webhook-secret")?));
/// let app = App::new().app_data(receiver.clone()).route("/citi", web::post().to(deliver));
/// # let _ = app;
/// # Ok::<(), WebhookError>(())
/// ```
impl FromRequest for Delivery<Claimed> {
    type Error = WebhookError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebhookError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let receiver = request
            .app_data::<web::Data<Receiver>>()
            .map(|receiver| Receiver::clone(receiver));
        let headers = headers(request);
        let payload = payload.take();
        Box::pin(async move {
            let receiver = receiver.ok_or_else(|| {
                let error = WebhookError::no_receiver();
                tracing::warn!(%error, "a delivery to the webhook is not taken");
                error
            })?;
            let headers = headers.map_err(|error| receiver.turn_away(error))?;
            let longest = receiver.body_limit(&headers)?;
            match whole(payload, &headers, longest).await {
                Ok(body) => receiver.receive(&headers, body).await,
                Err(error) => Err(receiver.turn_away(error)),
            }
        })
    }
}

/// actix-web has the headers of `http` 0.2.
fn headers(request: &HttpRequest) -> Result<HeaderMap, WebhookError> {
    let mut headers = HeaderMap::new();
    for (name, value) in request.headers() {
        let name = HeaderName::from_bytes(name.as_str().as_bytes());
        let value = HeaderValue::from_bytes(value.as_bytes());
        match (name, value) {
            (Ok(name), Ok(value)) => headers.append(name, value),
            _ => return Err(WebhookError::broken()),
        };
    }
    Ok(headers)
}

async fn whole(
    mut payload: Payload,
    headers: &HeaderMap,
    longest: usize,
) -> Result<Bytes, WebhookError> {
    let said = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|said| said > longest) {
        return Err(WebhookError::too_large());
    }
    let mut body = BytesMut::new();
    while let Some(piece) = poll_fn(|context| Pin::new(&mut payload).poll_next(context)).await {
        let piece = piece.map_err(|_| WebhookError::broken())?;
        if piece.len() > longest.saturating_sub(body.len()) {
            return Err(WebhookError::too_large());
        }
        body.extend_from_slice(&piece);
    }
    Ok(body.freeze())
}

fn answer(reply: Reply) -> HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(reply.status().as_u16());
    HttpResponse::new(status.unwrap_or(actix_web::http::StatusCode::SERVICE_UNAVAILABLE))
}

impl Responder for Reply {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        answer(self)
    }
}

impl ResponseError for WebhookError {
    fn status_code(&self) -> actix_web::http::StatusCode {
        self.error_response().status()
    }

    fn error_response(&self) -> HttpResponse {
        answer(self.reply())
    }
}
