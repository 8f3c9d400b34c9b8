//! `/portal/findings`: what the clients did wrong.

use std::sync::Arc;

use axum::extract::State as Shared;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::layout::Page;
use super::moment::stamp;
use super::requests::client;
use super::tab::Tab;
use crate::accuser::{Finding, FindingCode, Severity};
use crate::lock::lock;
use crate::state::State;

/// `GET`: every finding with its remedy, and what is looked for.
pub(super) async fn list(Shared(state): Shared<Arc<State>>) -> Response {
    let content = html! {
        h1 { "Findings" }
        p.lead { "What your applications did wrong, though each request for itself was answered. A run with "
            code { "--strict" } " ends with 1 if there is any." }
        (found(&state))
        details.schema {
            summary { "What is looked for" }
            div.in { (codes()) }
        }
        p.soft.small { "Programs read them at " code { "/_sandbox/findings" } ", tests by " code { "Sandbox::findings" } "." }
    };
    Page::new(Tab::Findings, "Findings").with(&state, &content)
}

fn found(state: &State) -> Markup {
    let findings = lock(&state.accuser).findings();
    html! {
        div #findings data-live="" {
            @if findings.is_empty() { p.card.empty { "Nothing to complain of so far. What applications do wrong from now on is listed here." } }
            @else {
                @for finding in &findings { (one(state, finding)) }
                form method="post" action="/portal/findings/clear" {
                    button.quiet.small type="submit" { "Forget them" }
                }
            }
        }
    }
}

fn one(state: &State, finding: &Finding) -> Markup {
    html! {
        section.card aria-label=(finding.code) {
            div.split {
                p { (severity(finding.severity)) " " strong { (finding.text) } }
                span.small.soft { @if finding.times == 1 { "once" } @else { (finding.times) " times" } }
            }
            p { (finding.remedy) }
            p.small.soft {
                code { (finding.code) } " · " (finding.operation) " · " (client(state, finding.client_id.as_deref()))
                " · last at " (stamp(finding.at)) " UTC, "
                a href=(place(&finding.request_id)) { (finding.request_id) }
            }
        }
    }
}

/// Where the exchange, or the event, is shown.
fn place(id: &str) -> String {
    match id.starts_with("evt-") {
        true => "/portal/events".to_owned(),
        false => {
            let text: String = url::form_urlencoded::byte_serialize(id.as_bytes()).collect();
            format!("/portal/requests?text={text}")
        }
    }
}

fn severity(severity: Severity) -> Markup {
    html! {
        @match severity {
            Severity::Error => span.tag.bad { "error" },
            Severity::Warning => span.tag.warn { "warning" },
        }
    }
}

fn codes() -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="What is looked for" { table {
            thead { tr { th scope="col" { "Code" } th scope="col" { "What" } th scope="col" { "Remedy" } } }
            tbody { @for code in FindingCode::ALL {
                tr {
                    td { code { (code.name()) } br; (severity(code.severity())) }
                    td { (code.text()) }
                    td { (code.remedy()) }
                }
            } }
        } }
    }
}

/// `POST /portal/findings/clear`.
pub(super) async fn clear(Shared(state): Shared<Arc<State>>) -> Response {
    lock(&state.accuser).clear();
    Redirect::to("/portal/findings").into_response()
}
