//! `GET /portal/requests`: the log, as it grows.

use std::sync::Arc;

use axum::extract::{RawQuery, State as Shared};
use axum::response::Response;
use maud::{Markup, html};

use super::filter::Filter;
use crate::exchanges::Exchange;
use crate::lock::lock;
use crate::portal::layout::Page;
use crate::portal::moment::stamp;
use crate::portal::tab::Tab;
use crate::state::State;

/// How many are shown at once.
const SHOWN: usize = 100;

/// The latest requests that the filter lets through, the newest first.
pub(in crate::portal) async fn list(
    Shared(state): Shared<Arc<State>>,
    RawQuery(query): RawQuery,
) -> Response {
    let filter = Filter::read(query.as_deref().unwrap_or_default());
    let content = html! {
        h1 { "Requests" }
        p.lead { "What was asked of the bank and of its token address, the newest first. The page follows by itself." }
        (choices(&state, &filter))
        (log(&state, &filter))
    };
    Page::new(Tab::Requests, "Requests").with(&state, &content)
}

fn choices(state: &State, filter: &Filter) -> Markup {
    let registry = lock(&state.registry);
    html! {
        search { form.line method="get" action="/portal/requests" {
            div {
                label for="text" { "Path, operation, code or id" }
                input #text name="text" type="search" value=(filter.text) maxlength="100";
            }
            div {
                label for="status" { "Status" }
                select.short #status name="status" {
                    option value="" { "all" }
                    @for class in 2..=5_u16 {
                        option value=(class) selected[filter.class == Some(class)] { (class) "xx" }
                    }
                }
            }
            div {
                label for="client" { "Application" }
                select.short #client name="client" {
                    option value="" { "all" }
                    @for application in registry.applications() {
                        option value=(application.client_id) selected[filter.client_id == application.client_id] {
                            (application.name)
                        }
                    }
                }
            }
            button.quiet type="submit" { "Filter" }
            @if !filter.is_open() { a.button.quiet href="/portal/requests" { "Show all" } }
        } }
    }
}

fn log(state: &State, filter: &Filter) -> Markup {
    let exchanges: Vec<Exchange> = {
        let kept = lock(&state.exchanges);
        let fitting = kept
            .all()
            .rev()
            .filter(|it| is_of_bank(it) && filter.fits(&it.record));
        fitting.take(SHOWN).cloned().collect()
    };
    html! {
        div.card #log data-live="" {
            @if exchanges.is_empty() {
                p.empty {
                    @if filter.is_open() { "Nothing was asked yet. " a href="/portal/applications" { "Register an application" }
                        ", then call from a program or " a href="/portal/documents" { "from the documentation" } "." }
                    @else { "Nothing fits. " a href="/portal/requests" { "Show all requests" } }
                }
            } @else {
                div.scroll tabindex="0" role="region" aria-label="Log of requests" { table.log {
                    thead { tr {
                        th scope="col" { "Time (UTC)" } th scope="col" { "Request" } th scope="col" { "Answer" }
                        th scope="col" { "Operation and application" } th.number scope="col" { "ms" }
                    } }
                    tbody { @for exchange in &exchanges { (row(state, exchange)) } }
                } }
            }
        }
    }
}

/// Whether it was asked of the bank or of its token address, and not of the portal.
fn is_of_bank(exchange: &Exchange) -> bool {
    let path = &*exchange.record.path;
    let portal = ["/portal", "/apidocs"];
    path != "/" && !portal.iter().any(|it| path.starts_with(it))
}

fn row(state: &State, exchange: &Exchange) -> Markup {
    let record = &exchange.record;
    html! {
        tr {
            td { (stamp(record.at)) }
            td { a href={ "/portal/requests/" (exchange.number) } {
                span class={ "method " (record.method.as_str().to_lowercase()) } { (record.method.as_str()) } " " code { (record.path) }
            } }
            td.nowrap { (status(record.status)) " " span.small { (record.error_code.as_deref().unwrap_or_default()) }
                @if let Some(fault) = &record.fault { " " span.tag.warn { (fault) } } }
            td.small { (record.operation.as_deref().unwrap_or_default()) " " (client(state, record.client_id.as_deref())) }
            td.number { (exchange.took.as_millis()) }
        }
    }
}

/// A status, in the colour of its class; none if the connection was cut before there was one.
pub(super) fn status(status: u16) -> Markup {
    let class = match status {
        0 => return html! { span.tag.bad { "none" } },
        200..=299 => "tag good",
        500.. => "tag bad",
        400..=499 => "tag warn",
        _ => "tag",
    };
    html! { span class=(class) { (status) } }
}

/// What an application is called.
pub(in crate::portal) fn client(state: &State, client_id: Option<&str>) -> Markup {
    let registry = lock(&state.registry);
    let known = client_id.and_then(|it| registry.application(it));
    html! {
        @match (known, client_id) {
            (Some(application), _) => a href={ "/portal/applications/" (application.client_id) } { (application.name) },
            (None, Some(id)) => code { (id) },
            (None, None) => {}
        }
    }
}
