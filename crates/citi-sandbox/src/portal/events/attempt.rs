//! `GET /portal/deliveries/{id}`: one attempt, whole.

use std::sync::Arc;

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};

use super::latest::Latest;
use super::list::{answer, resend_button};
use crate::exchanges::masked_header;
use crate::lock::lock;
use crate::portal::body::shown;
use crate::portal::layout::{Page, problem};
use crate::portal::moment::instant;
use crate::portal::tab::Tab;
use crate::state::State;
use crate::webhooks::{Attempt, Seen};

/// An attempt with what was sent and what came back.
pub(in crate::portal) async fn attempt(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
) -> Response {
    let (found, latest) = {
        let queues = lock(&state.queues);
        let mut attempts = queues.attempts();
        let found = attempts.find(|it| it.record.id == id).cloned();
        (found, Latest::of(&queues))
    };
    let Some(attempt) = found else {
        let missing = "This delivery is not kept, or not any more.";
        return problem(&state, Tab::Events, StatusCode::NOT_FOUND, missing);
    };
    let content = html! {
        h1 { "Delivery of " (attempt.record.event_type) }
        (facts(&state, &attempt, &latest))
        @match &attempt.seen {
            Some(seen) => (whole(seen)),
            None => p.soft { "What was sent and answered is not kept any more." },
        }
        p { a href="/portal/events" { "Back to the events" } }
    };
    Page::new(Tab::Events, "Delivery").with(&state, &content)
}

fn facts(state: &State, attempt: &Attempt, latest: &Latest) -> Markup {
    let record = &attempt.record;
    html! {
        section.card aria-label="Facts" {
            dl.facts {
                dt { "Answer" } dd { (answer(record)) }
                @if let Some(fault) = &record.fault { dt { "Fault" } dd { span.tag.warn { (fault) } } }
                dt { "Time" } dd { (instant(record.at)) @if let Some(seen) = &attempt.seen {
                    ", after " (seen.took.as_millis()) " ms" } }
                dt { "Attempt" } dd { (record.attempt) @if record.by_hand { " " span.tag { "by hand" } } }
                dt { "Next" } dd { (latest.next(record, state.clock.now()))
                    @if let Some(at) = record.next_at { " (" (instant(at)) ")" } }
                dt { "Event" } dd { code { (record.event_id) } }
                dt { "Webhook" } dd { code { (record.webhook_id) } }
            }
            div.actions { (resend_button(&record.id)) }
        }
    }
}

fn whole(seen: &Seen) -> Markup {
    html! {
        h2 { "Request" }
        p { code { "POST " (seen.url) } }
        (headers("Headers of the request", &seen.headers))
        p.soft.small { "Body of " (seen.body.len()) " bytes, shown in lines and with numbers masked; \
            as it was sent it is at " code { "/_sandbox/deliveries" } "." }
        pre tabindex="0" aria-label="Body of the request" { code { (shown("application/json", &seen.body)) } }
        h2 { "Answer" }
        @match &seen.answer {
            None => p.soft { "None came." },
            Some(answer) => {
                (headers("Headers of the answer", &answer.headers))
                @if answer.body.is_empty() { p.soft.small { "No body." } }
                @else { pre tabindex="0" aria-label="Body of the answer" { code {
                    (shown(kind(&answer.headers), &answer.body)) } } }
            }
        }
    }
}

fn kind(headers: &[(String, String)]) -> &str {
    let kind = headers.iter().find(|(name, _)| name == "content-type");
    kind.map_or("", |(_, value)| value)
}

fn headers(label: &str, headers: &[(String, String)]) -> Markup {
    html! {
        div.card { div.scroll tabindex="0" role="region" aria-label=(label) { table.whole {
            thead.sr-only { tr { th scope="col" { "Header" } th scope="col" { "Value" } } }
            tbody { @for (name, value) in headers {
                tr { th scope="row" { code { (name) } } td { code { (masked_header(name, value.as_bytes())) } } }
            } }
        } } }
    }
}
