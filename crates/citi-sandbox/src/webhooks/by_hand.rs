//! What is sent because somebody asks for it: an event again, or one to try a webhook.

use axum::body::Bytes;
use http::StatusCode;

use super::message::example;
use super::record::EventRecord;
use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;

/// Why nothing is sent.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), citi_sandbox::SandboxError> {
/// use citi_sandbox::{Sandbox, SendError};
///
/// let sandbox = Sandbox::builder().start().await?;
/// assert_eq!(sandbox.resend("dlv-1"), Err(SendError::NoDelivery));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// No attempt of this id is remembered.
    #[error("no delivery has this id; /_sandbox/deliveries lists those that are remembered")]
    NoDelivery,
    /// No event of this id is remembered.
    #[error("no event has this id; /_sandbox/events lists those that are remembered")]
    NoEvent,
    /// There is no such webhook, or it is of an application that the event is not for.
    #[error("no webhook has this id, or the event is not for its application")]
    NoWebhook,
    /// The events document shows no example of this type.
    #[error("the events document shows no example of this type")]
    NoExample,
}

impl From<SendError> for Refusal {
    fn from(error: SendError) -> Self {
        let (status, code) = match error {
            SendError::NoDelivery => (StatusCode::NOT_FOUND, "DELIVERY_NOT_FOUND"),
            SendError::NoEvent => (StatusCode::NOT_FOUND, "EVENT_NOT_FOUND"),
            SendError::NoWebhook => (StatusCode::NOT_FOUND, "WEBHOOK_NOT_FOUND"),
            SendError::NoExample => (StatusCode::UNPROCESSABLE_ENTITY, "NO_EXAMPLE"),
        };
        Self::new(status, code, error.to_string())
    }
}

/// Sends what an attempt sent to the same webhook again, now.
pub(crate) fn resend(state: &State, delivery_id: &str) -> Result<(), SendError> {
    let found = {
        let queues = lock(&state.queues);
        let mut attempts = queues.attempts().map(|it| &it.record);
        let record = attempts.find(|it| it.id == delivery_id);
        record.map(|it| (it.event_id.clone(), it.webhook_id.clone()))
    };
    let (event, webhook) = found.ok_or(SendError::NoDelivery)?;
    replay(state, &event, &webhook)
}

/// Sends an event to a webhook, now, whether or not it had it before.
pub(crate) fn replay(state: &State, event_id: &str, webhook_id: &str) -> Result<(), SendError> {
    let found = lock(&state.queues).event(event_id);
    let (event, body) = found.ok_or(SendError::NoEvent)?;
    let client_id = owner(state, webhook_id).ok_or(SendError::NoWebhook)?;
    if event.client_id.as_ref().is_some_and(|it| *it != client_id) {
        return Err(SendError::NoWebhook);
    }
    push(state, (&client_id, webhook_id), &event, body);
    Ok(())
}

/// Sends an event of a type, as its document shows it, to one webhook; gives the event's id.
pub(crate) fn send_test(
    state: &State,
    (client_id, webhook_id): (&str, &str),
    kind: &str,
) -> Result<String, SendError> {
    if owner(state, webhook_id).as_deref() != Some(client_id) {
        return Err(SendError::NoWebhook);
    }
    let now = state.clock.now();
    let id = format!("evt-test-{}", lock(&state.random).hex("test event", 12));
    let body = example(state.documents, &id, kind, now).ok_or(SendError::NoExample)?;
    let event = EventRecord {
        id: id.clone(),
        event_type: kind.to_owned(),
        at: now,
        client_id: Some(client_id.to_owned()),
        test: true,
    };
    lock(&state.queues).tell(event.clone(), body.clone());
    push(state, (client_id, webhook_id), &event, body);
    Ok(id)
}

fn push(state: &State, to: (&str, &str), event: &EventRecord, body: Bytes) {
    lock(&state.queues).push_first(to, event, body, state.clock.now());
    state.wake.notify_one();
}

/// The application that a webhook is of.
fn owner(state: &State, webhook_id: &str) -> Option<String> {
    let registry = lock(&state.registry);
    let mut webhooks = registry.all_webhooks();
    let found = webhooks.find(|(_, webhook)| webhook.id == webhook_id);
    found.map(|(client_id, _)| client_id.to_owned())
}
