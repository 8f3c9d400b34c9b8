//! `GET /portal/faults`: the rules, what they did, and the form for a new one.

use std::sync::Arc;

use axum::extract::{RawQuery, State as Shared};
use axum::response::Response;
use maud::{Markup, html};

use super::form::form;
use crate::faults::{FaultKind, FaultRecord, FaultRule, MAGIC};
use crate::lock::lock;
use crate::portal::layout::Page;
use crate::portal::moment::stamp;
use crate::portal::tab::Tab;
use crate::state::State;

/// How many acts are shown.
const SHOWN: usize = 50;

/// The rules and the form, for the kind that `kind` of the query names.
pub(in crate::portal) async fn list(
    Shared(state): Shared<Arc<State>>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    let kind = pairs.find(|(name, _)| name == "kind");
    let kind = kind.and_then(|(_, value)| value.parse().ok());
    let kind = kind.unwrap_or(FaultKind::RateLimited);
    let content = html! {
        h1 { "Faults" }
        p.lead { "What goes wrong, on purpose. Rules act in their order, the first that fits; an answer names the rule \
            that it met in " code { "X-Sandbox-Fault" } "." }
        h2 { "Rules" }
        (rules(&state))
        h2 #new { "A new rule" }
        (form(&state, kind))
        h2 { "What they did" }
        (records(&state))
        h2 { "Without a rule" }
        (asked())
    };
    Page::new(Tab::Faults, "Faults").with(&state, &content)
}

fn rules(state: &State) -> Markup {
    let rules = lock(&state.faults).rules();
    html! {
        div.card #rules data-live="" {
            @if rules.is_empty() { p.empty { "Nothing goes wrong but what a client does itself. Make a rule below." } }
            @else {
                div.scroll tabindex="0" role="region" aria-label="Rules" { table {
                    thead { tr {
                        th scope="col" { "Rule" } th scope="col" { "What" } th.number scope="col" { "Acted" }
                        th scope="col" { span.sr-only { "Actions" } }
                    } }
                    tbody { @for rule in &rules { (row(rule)) } }
                } }
                form method="post" action="/portal/faults/clear" { div.actions {
                    button.bad.small type="submit" { "Remove all" }
                } }
            }
        }
    }
}

fn row(rule: &FaultRule) -> Markup {
    html! {
        tr {
            td { code { (rule.id) } }
            td { code { (rule.fault) } " " @if rule.spent { span.tag { "spent" } } br; span.small.soft { (rule.kind.about()) } }
            td.number { (rule.acted) }
            td { form method="post" action={ "/portal/faults/" (rule.id) "/remove" } {
                button.quiet.small type="submit" { "Remove" span.sr-only { " " (rule.id) } }
            } }
        }
    }
}

fn records(state: &State) -> Markup {
    let records: Vec<FaultRecord> = {
        let faults = lock(&state.faults);
        faults.records().into_iter().rev().take(SHOWN).collect()
    };
    html! {
        div.card #records data-live="" {
            @if records.is_empty() { p.empty { "Nothing yet. Each request or event that a rule acts on is listed here." } }
            @else { div.scroll tabindex="0" role="region" aria-label="What they did" { table.log {
                thead { tr {
                    th scope="col" { "Time (UTC)" } th scope="col" { "Rule" } th scope="col" { "Kind" }
                    th scope="col" { "Operation or event" }
                } }
                tbody { @for record in &records {
                    tr {
                        td { (stamp(record.at)) }
                        td { code { (record.rule) } }
                        td { span.tag.warn { (record.kind) } }
                        td { (record.operation) }
                    }
                } }
            } } }
        }
    }
}

/// The other ways to ask for a fault.
fn asked() -> Markup {
    html! {
        section.card aria-label="Without a rule" {
            p { "A request asks for a fault itself, by the header " code { "X-Sandbox-Fault: slow; ms=500" }
                " or by one of these values. Programs make rules by " code { "POST /_sandbox/faults" }
                ", tests by " code { "Sandbox::fault" } ", and the program by " code { "--fault 'slow; ms=500'" } "." }
            div.scroll tabindex="0" role="region" aria-label="Values that ask for a fault" { table {
                thead { tr { th scope="col" { "Where" } th scope="col" { "Written" } th scope="col" { "What comes of it" } } }
                tbody { @for value in MAGIC {
                    tr { td { (value.place) } td { (value.form) } td { (value.about) } }
                } }
            } }
        }
    }
}
