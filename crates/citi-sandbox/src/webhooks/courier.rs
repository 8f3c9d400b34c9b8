//! The task that takes events to the webhooks.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use http::{HeaderName, StatusCode, header};
use jiff::Timestamp;
use reqwest::redirect::Policy;
use serde::Serialize;
use serde_json::value::RawValue;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::check::breaches;
use super::fault;
use super::queue::Job;
use super::resolve::Outside;
use super::sign::signature;
use crate::accuser::Delivered;
use crate::event::Event;
use crate::faults::{Hit, X_SANDBOX_FAULT};
use crate::lock::lock;
use crate::registry::Webhook;
use crate::state::State;

const SIGNATURE: HeaderName = HeaderName::from_static("x-citi-signature");
/// How long an endpoint may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often the bank is asked, beside after each request and each move of the clock.
const ROUND: Duration = Duration::from_millis(50);

/// An event as it is sent, by the events document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    created_at: String,
    data: &'a RawValue,
}

/// Lets the bank go on to the present, and puts what happened into the rows of the webhooks.
pub(crate) fn collect(state: &State) {
    let now = state.clock.now();
    let events = {
        let mut bank = lock(&state.bank);
        bank.advance_to(now);
        bank.take_events()
    };
    enqueue(state, &events);
}

/// Puts events into the rows of the webhooks that want them.
pub(super) fn enqueue(state: &State, events: &[Event]) {
    let now = state.clock.now();
    for event in events {
        let Some(common) = body(event, event.created_at) else {
            continue;
        };
        if state.checked {
            for found in breaches(state, event.kind, &common) {
                state.violated(format!("event {}: {found}", event.kind));
            }
        }
        let registry = lock(&state.registry);
        let mut queues = lock(&state.queues);
        for (client_id, webhook) in registry.all_webhooks() {
            let told = event.client_id.as_deref().is_none_or(|id| id == client_id);
            if told && webhook.wants(event.kind) {
                let met = fault::of_event(state, client_id, event.kind);
                let own = || body(event, fault::stated(event, met.as_ref()));
                let own = fault::own_body(&common, met.as_ref(), own);
                let event = (event.id.as_str(), event.kind);
                queues.push((client_id, &webhook.id), event, own, met, now);
            }
        }
    }
}

fn body(event: &Event, created_at: Timestamp) -> Option<Bytes> {
    let message = Message {
        id: &event.id,
        kind: event.kind,
        created_at: created_at.to_string(),
        data: &event.data,
    };
    // Strings and JSON that was checked: this is never `None`.
    serde_json::to_vec(&message).ok().map(Bytes::from)
}

/// Delivers events until `stop` says so.
pub(crate) async fn run(
    state: Arc<State>,
    client: reqwest::Client,
    mut stop: watch::Receiver<bool>,
) {
    let mut ways = JoinSet::new();
    while !*stop.borrow() {
        collect(&state);
        let jobs = lock(&state.queues).due(state.clock.now());
        for job in jobs {
            let webhook = lock(&state.registry)
                .webhooks(&job.client_id)
                .iter()
                .find(|webhook| webhook.id == job.webhook_id)
                .cloned();
            match webhook {
                Some(webhook) => {
                    ways.spawn(deliver(state.clone(), client.clone(), webhook, job));
                }
                None => lock(&state.queues).forget(&job.webhook_id),
            }
        }
        while ways.try_join_next().is_some() {}
        tokio::select! {
            () = state.wake.notified() => {}
            () = state.clock.moved() => {}
            () = tokio::time::sleep(ROUND) => {}
            _ = stop.changed() => return,
        }
    }
}

async fn deliver(state: Arc<State>, client: reqwest::Client, webhook: Webhook, job: Job) {
    let fault = fault::of_delivery(&state, &job);
    let begun = Instant::now();
    let end = send(&client, &webhook, job.body, fault.as_ref()).await;
    let now = state.clock.now();
    lock(&state.accuser).see_delivery(&Delivered {
        client_id: &job.client_id,
        event_id: &job.event_id,
        kind: &job.kind,
        status: end.as_ref().ok().copied(),
        took: begun.elapsed(),
        fault: fault.as_ref().map(|hit| hit.fault.kind()),
        at: now,
    });
    lock(&state.queues).done(&job.webhook_id, end, fault.as_ref(), now);
    state.wake.notify_one();
}

async fn send(
    client: &reqwest::Client,
    webhook: &Webhook,
    body: Bytes,
    fault: Option<&Hit>,
) -> Result<u16, String> {
    let key = fault::key(&webhook.secret, fault);
    let signature = signature(&key, &body).unwrap_or_default();
    let request = client.post(webhook.url.clone());
    let request = match fault {
        Some(hit) => request.header(X_SANDBOX_FAULT, hit.label()),
        None => request,
    };
    request
        .header(header::CONTENT_TYPE, "application/json")
        .header(SIGNATURE, signature)
        .body(body)
        .send()
        .await
        .map(|answer| StatusCode::as_u16(&answer.status()))
        // Messages of reqwest name the address.
        .map_err(|error| {
            let reason = if error.is_timeout() {
                "no answer within ten seconds"
            } else if error.is_connect() {
                "nobody answers at the address"
            } else {
                "the connection broke off"
            };
            reason.to_owned()
        })
}

/// The client that delivers: no redirects, no proxy, no way into private networks, and no more than ten seconds.
///
/// # Errors
/// The machine's TLS can't be set up.
pub(crate) fn client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(Policy::none())
        .timeout(PATIENCE)
        .no_proxy()
        .dns_resolver(Arc::new(Outside))
        .user_agent(concat!("citi-sandbox/", env!("CARGO_PKG_VERSION")))
        .build()
}
