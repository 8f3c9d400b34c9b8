//! The task that takes events to the webhooks.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::check::breaches;
use super::fault;
use super::message::body;
use super::queue::Job;
use super::record::EventRecord;
use super::send::send;
use crate::accuser::Delivered;
use crate::clock::later;
use crate::event::Event;
use crate::lock::lock;
use crate::registry::Webhook;
use crate::state::State;

/// How often the bank is asked, beside after each request and each move of the clock.
const ROUND: Duration = Duration::from_millis(50);

/// How long requests gather while nothing is to be sent: many at once wake the task once.
const BREATH: Duration = Duration::from_millis(1);

/// Lets the bank go on to the present, and puts what happened into the rows of the webhooks.
pub(crate) fn collect(state: &State) {
    // The bank is held until its events are in the rows, so that no image misses them.
    let mut bank = lock(&state.bank);
    bank.advance_to(state.clock.now());
    let events = bank.take_events();
    enqueue(state, &events);
}

/// Puts events into the rows of the webhooks that want them, as of the moments at which they happened: the
/// clock may have jumped over many of them.
pub(super) fn enqueue(state: &State, events: &[Event]) {
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
        let record = EventRecord {
            id: event.id.clone(),
            event_type: event.kind.to_owned(),
            at: event.created_at,
            client_id: event.client_id.clone(),
            test: false,
        };
        queues.tell(record, common.clone());
        for (client_id, webhook) in registry.all_webhooks() {
            let told = event.client_id.as_deref().is_none_or(|id| id == client_id);
            if told && webhook.wants(event.kind) {
                let at = event.created_at;
                let met = fault::of_event(state, client_id, event.kind, at);
                let own = || body(event, fault::stated(event, met.as_ref()));
                let own = fault::own_body(&common, met.as_ref(), own);
                let event = (event.id.as_str(), event.kind);
                queues.push((client_id, &webhook.id), event, own, met, at);
            }
        }
    }
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
        let jobs =
            lock(&state.queues).due(state.clock.now(), Instant::now(), state.clock.is_frozen());
        let is_idle = jobs.is_empty();
        for job in jobs {
            let webhook = lock(&state.registry)
                .webhooks(&job.client_id)
                .iter()
                .find(|webhook| webhook.id == job.webhook_id())
                .cloned();
            match webhook {
                Some(webhook) => {
                    ways.spawn(deliver(state.clone(), client.clone(), webhook, job));
                }
                None => lock(&state.queues).forget(job.webhook_id()),
            }
        }
        while ways.try_join_next().is_some() {}
        tokio::select! {
            () = state.wake.notified() => {
                if is_idle {
                    tokio::time::sleep(BREATH).await;
                }
            }
            () = state.clock.moved() => {}
            () = tokio::time::sleep(ROUND) => {}
            _ = stop.changed() => return,
        }
    }
}

async fn deliver(state: Arc<State>, client: reqwest::Client, webhook: Webhook, job: Job) {
    let fault = fault::of_delivery(&state, &job);
    let secret = webhook.signs_with(job.at).clone();
    let body = job.body.clone();
    let sent = send(
        &client,
        &webhook,
        &secret,
        body,
        fault.as_ref(),
        state.own_port(),
    )
    .await;
    // It was made when it was due, however far the clock has jumped. Only a clock that runs goes on
    // while an answer is waited for.
    let at = match state.clock.is_frozen() {
        true => job.at,
        false => later(job.at, sent.seen.took).min(state.clock.now()),
    };
    let mut queues = lock(&state.queues);
    // What left before all was put back is nothing that was done here.
    if queues.is_of(job.age) {
        lock(&state.accuser).see_delivery(&Delivered {
            client_id: &job.client_id,
            event_id: &job.event_id,
            kind: &job.kind,
            status: sent.end.as_ref().ok().copied(),
            took: sent.seen.took,
            fault: fault.as_ref().map(|hit| hit.fault.kind()),
            at,
        });
        queues.done(&job, sent, fault.as_ref(), at);
    }
    drop(queues);
    state.wake.notify_one();
}
