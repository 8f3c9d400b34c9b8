//! A request of `http` types becomes a delivery.

use std::error::Error;

use bytes::Bytes;
use http::request::Parts;
use http_body::Body;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use crate::webhook::{Claimed, Delivery, Receiver, WebhookError};

/// Headers first, for a body that nothing vouches for need not be read; then the body, no more of it than is taken; then
/// the signature, and whether it came before.
pub(super) async fn take<B>(
    receiver: &Receiver,
    parts: &Parts,
    body: B,
) -> Result<Delivery<Claimed>, WebhookError>
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let longest = receiver.body_limit(&parts.headers)?;
    match whole(body, longest).await {
        Ok(body) => receiver.receive(&parts.headers, body).await,
        Err(error) => Err(receiver.turn_away(error)),
    }
}

async fn whole<B>(body: B, longest: usize) -> Result<Bytes, WebhookError>
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let said = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if said > longest {
        return Err(WebhookError::too_large());
    }
    match Limited::new(body, longest).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(WebhookError::too_large()),
        Err(_) => Err(WebhookError::broken()),
    }
}
