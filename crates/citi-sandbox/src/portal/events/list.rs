//! `GET /portal/events`: what the bank told of, and each attempt to deliver it.

use std::sync::Arc;

use axum::extract::State as Shared;
use axum::response::Response;
use maud::{Markup, html};

use super::latest::Latest;
use crate::lock::lock;
use crate::portal::layout::Page;
use crate::portal::moment::stamp;
use crate::portal::tab::Tab;
use crate::state::State;
use crate::webhooks::{self, DeliveryRecord, EventRecord};

/// How many of each are shown.
const SHOWN: usize = 100;

/// The latest events and attempts, the newest first.
pub(in crate::portal) async fn list(Shared(state): Shared<Arc<State>>) -> Response {
    webhooks::collect(&state);
    let content = html! {
        h1 { "Events" }
        p.lead { "What the bank tells your webhooks. An event that is not taken in is sent again after 5 s, 5 min, \
            30 min, 2 h, 5 h, 10 h, and a last time a day after the first: " a href="/portal/clock" { "turn the clock" }
            " to see it." }
        h2 { "Deliveries" }
        (deliveries(&state))
        h2 { "Events" }
        (events(&state))
    };
    Page::new(Tab::Events, "Events").with(&state, &content)
}

fn deliveries(state: &State) -> Markup {
    let now = state.clock.now();
    let (records, latest) = {
        let queues = lock(&state.queues);
        let records = queues.attempts().rev().take(SHOWN);
        let records: Vec<_> = records.map(|it| it.record.clone()).collect();
        (records, Latest::of(&queues))
    };
    html! {
        div.card #deliveries data-live="" {
            @if records.is_empty() {
                p.empty { "Nothing was sent yet. Add a webhook to an application, then order a payment or send a test event." }
            } @else {
                div.scroll tabindex="0" role="region" aria-label="Deliveries" { table.log {
                    thead { tr {
                        th scope="col" { "Time (UTC)" } th scope="col" { "Event" } th scope="col" { "Webhook" }
                        th.number scope="col" { "Attempt" } th scope="col" { "Answer" } th scope="col" { "Next" }
                        th scope="col" { span.sr-only { "Actions" } }
                    } }
                    tbody { @for record in &records { (row(record, &latest.next(record, now))) } }
                } }
            }
        }
    }
}

fn row(record: &DeliveryRecord, next: &str) -> Markup {
    html! {
        tr {
            td { (stamp(record.at)) }
            td { a href={ "/portal/deliveries/" (record.id) } { code { (record.event_type) } } }
            td { code { (record.webhook_id) } }
            td.number { (record.attempt) @if record.by_hand { " " span.tag { "by hand" } } }
            td { (answer(record)) @if let Some(fault) = &record.fault { " " span.tag.warn { (fault) } } }
            td.nowrap.small { (next) }
            td { (resend_button(&record.id)) }
        }
    }
}

/// What came of an attempt.
pub(super) fn answer(record: &DeliveryRecord) -> Markup {
    html! {
        @match (record.status, record.delivered) {
            (Some(status), true) => span.tag.good { (status) },
            (Some(status), false) => span.tag.bad { (status) },
            (None, _) => { span.tag.bad { "none" } " " span.small { (record.error.as_deref().unwrap_or_default()) } }
        }
    }
}

/// A button that sends a delivery again.
pub(super) fn resend_button(id: &str) -> Markup {
    html! {
        form method="post" action={ "/portal/deliveries/" (id) "/resend" } {
            button.quiet.small type="submit" { "Send again" span.sr-only { " " (id) } }
        }
    }
}

fn events(state: &State) -> Markup {
    let events: Vec<EventRecord> = {
        let queues = lock(&state.queues);
        queues.events().rev().take(SHOWN).cloned().collect()
    };
    html! {
        div.card #events data-live="" {
            @if events.is_empty() { p.empty { "Nothing has happened yet. Order a payment, then " a href="/portal/clock" { "let time go by" } ": the bank tells of each step." } }
            @else { div.scroll tabindex="0" role="region" aria-label="Events" { table.log {
                thead { tr {
                    th scope="col" { "Time (UTC)" } th scope="col" { "Type" } th scope="col" { "Id" }
                    th scope="col" { "Send to a webhook" }
                } }
                tbody { @for event in &events {
                    tr {
                        td { (stamp(event.at)) }
                        td { code { (event.event_type) } @if event.test { " " span.tag { "test" } } }
                        td { code { (event.id) } }
                        td { (replay_form(state, event)) }
                    }
                } }
            } } }
        }
    }
}

/// Sends an event to one of the webhooks that it is for.
fn replay_form(state: &State, event: &EventRecord) -> Markup {
    let registry = lock(&state.registry);
    let told = |client: &str| event.client_id.as_deref().is_none_or(|it| it == client);
    let mut webhooks = registry
        .all_webhooks()
        .filter(|(client, _)| told(client))
        .peekable();
    let label = format!("replay-{}", event.id);
    html! {
        @if webhooks.peek().is_none() { span.small.soft { "there is none" } }
        @else {
            form.line method="post" action={ "/portal/events/" (event.id) "/replay" } {
                label.sr-only for=(label) { "Webhook for " (event.id) }
                select.short id=(label) name="webhookId" {
                    @for (_, webhook) in webhooks { option value=(webhook.id) { (webhook.id) } }
                }
                button.quiet.small type="submit" { "Send" span.sr-only { " " (event.id) } }
            }
        }
    }
}
