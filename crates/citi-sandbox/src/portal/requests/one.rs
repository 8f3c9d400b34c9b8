//! `GET /portal/requests/{number}`: one exchange, whole.

use std::sync::Arc;

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};

use super::list::{client, status};
use crate::documents::{Api, Found};
use crate::exchanges::{Exchange, Head, masked_header, masked_query};
use crate::lock::lock;
use crate::portal::body::shown;
use crate::portal::layout::{Page, problem};
use crate::portal::moment::instant;
use crate::portal::tab::Tab;
use crate::state::State;

/// A request with its answer: headers and bodies, without secrets.
pub(in crate::portal) async fn one(
    Shared(state): Shared<Arc<State>>,
    Path(number): Path<String>,
) -> Response {
    let found = number.parse().ok();
    let found = found.and_then(|number| lock(&state.exchanges).one(number));
    let Some(exchange) = found else {
        let missing = "This request is not kept, or not any more.";
        return problem(&state, Tab::Requests, StatusCode::NOT_FOUND, missing);
    };
    let record = &exchange.record;
    let asked = exchange.asked_body.passed();
    let answered = exchange.answered_body.passed();
    let content = html! {
        h1 { span class={ "method " (record.method.as_str().to_lowercase()) } { (record.method.as_str()) } " " (record.path) }
        (facts(&state, &exchange))
        h2 { "Request" }
        @if !exchange.query.is_empty() { p { "Query " code { (masked_query(&exchange.query)) } } }
        (headers("Headers of the request", &exchange.asked))
        (body(&exchange.asked, &asked.beginning, asked.length))
        h2 { "Answer" }
        (headers("Headers of the answer", &exchange.answered))
        (body(&exchange.answered, &answered.beginning, answered.length))
        p { a href="/portal/requests" { "Back to the log" } }
    };
    Page::new(Tab::Requests, "Request").with(&state, &content)
}

fn facts(state: &State, exchange: &Exchange) -> Markup {
    let record = &exchange.record;
    html! {
        section.card aria-label="Facts" { dl.facts {
            dt { "Status" } dd { (status(record.status)) " " (record.error_code.as_deref().unwrap_or_default()) }
            @if let Some(fault) = &record.fault { dt { "Fault" } dd { span.tag.warn { (fault) } } }
            dt { "Time" } dd { (instant(record.at)) ", answered within " (exchange.took.as_millis()) " ms" }
            dt { "Operation" } dd { @match (&record.operation, other(state, record.method.as_str(), &record.path)) {
                (Some(operation), _) => (operation),
                (None, Some(api)) => { "one of " a href={ "/portal/documents/" (api.id) } { (api.document.title) } },
                (None, None) => "none of a document",
            } }
            @if record.client_id.is_some() {
                dt { "Application" } dd { (client(state, record.client_id.as_deref())) }
            }
            dt { "Request id" } dd { code { (record.request_id) } }
        } }
    }
}

/// The document that is none of the bank's own, in which an operation stands.
fn other<'a>(state: &'a State, method: &str, path: &str) -> Option<&'a Api> {
    match state.others.find(method, path) {
        Found::Operation(matched) => Some(matched.api),
        _ => None,
    }
}

fn headers(label: &str, head: &Head) -> Markup {
    html! {
        div.card { div.scroll tabindex="0" role="region" aria-label=(label) { table.whole {
            thead.sr-only { tr { th scope="col" { "Header" } th scope="col" { "Value" } } }
            tbody { @for (name, value) in head.fields() {
                tr { th scope="row" { code { (name) } } td { code { (masked_header(name, value)) } } }
            } }
        } } }
    }
}

fn body(head: &Head, beginning: &[u8], length: usize) -> Markup {
    let kind = head.get("content-type");
    let kind = kind.and_then(|it| std::str::from_utf8(it).ok());
    let kind = kind.unwrap_or_default();
    html! {
        @if length == 0 {
            p.soft.small { "No body." }
        } @else {
            pre tabindex="0" aria-label="Body" { code { (shown(kind, beginning)) } }
            @if beginning.len() < length {
                p.soft.small { "The first " (beginning.len()) " of " (length) " bytes." }
            }
        }
    }
}
