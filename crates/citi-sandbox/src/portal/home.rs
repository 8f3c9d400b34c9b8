//! `GET /`: where to begin.

use std::sync::Arc;

use axum::Json;
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use maud::{Markup, html};
use serde::Serialize;

use super::accept::wants_page;
use super::documents::document_url;
use super::layout::Page;
use super::tab::Tab;
use crate::lock::lock;
use crate::state::State;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Overview<'a> {
    base_url: &'a str,
    token_url: String,
    documents: Vec<Listed<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed<'a> {
    id: &'a str,
    title: &'a str,
    version: &'a str,
    url: String,
    operations: Vec<String>,
}

pub(super) async fn show(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Response {
    if wants_page(&headers) {
        return Page::new(Tab::Home, "Developer portal").with(&state, &home(&state));
    }
    let documents = state.documents.apis.iter().map(|api| Listed {
        id: api.id,
        title: &api.document.title,
        version: &api.document.api_version,
        url: document_url(api),
        operations: api
            .endpoints
            .iter()
            .map(|it| format!("{} {}", it.operation.method.name(), it.path))
            .collect(),
    });
    Json(Overview {
        base_url: &state.base_url,
        token_url: format!("{}/oauth2/token", state.base_url),
        documents: documents.collect(),
    })
    .into_response()
}

fn home(state: &State) -> Markup {
    html! {
        h1 { "A bank on your own machine" }
        p.lead { "The same documents, the same rules, made-up money. Register an application, get a token, call." }
        (begin(state))
        h2 { "What is here" }
        div.cards {
            (tile(Tab::Applications, "Client ids, secrets, scopes and webhooks."))
            (tile(Tab::Documents, "Read every operation and try it from the page."))
            (tile(Tab::Requests, "Each call as it comes in: headers, bodies, what was refused and why."))
            (tile(Tab::Events, "What the bank tells your webhooks, each attempt, sent again by hand."))
            (tile(Tab::Money, "Every account and what moved on it: the books of the bank."))
            (tile(Tab::Findings, "What your applications did wrong, and what they should do."))
            (tile(Tab::Faults, "Make it go wrong: limits, resets, broken answers, forged events."))
            (tile(Tab::Clock, "Let an hour or a working day go by, and see payments settle."))
        }
        h2 { "Who banks here" }
        (customers(state))
    }
}

fn tile(tab: Tab, words: &str) -> Markup {
    html! {
        a.card.tile href=(tab.path()) { strong { (tab.label()) } p.small { (words) } }
    }
}

fn begin(state: &State) -> Markup {
    let base = state.base_url.as_str();
    html! {
        section.card aria-label="Get started" {
            dl.facts {
                dt { "API" } dd { code { (base) } }
                dt { "Token" } dd { code { "POST " (base) "/oauth2/token" } }
                dt { "Limit" } dd { "1000 calls a minute for each API" }
            }
            ol.steps {
                li { a href="/portal/applications" { "Register an application" } " and keep its client id and secret." }
                li { "Get a token:"
                    pre tabindex="0" { code { "TOKEN=$(curl -s " (base) "/oauth2/token \\\n  -u \"$CITI_CLIENT_ID:$CITI_CLIENT_SECRET\" \\\n  \
                        -d grant_type=client_credentials | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')" } }
                }
                li { "Call, here or " a href="/portal/documents" { "from the documentation" } ":"
                    pre tabindex="0" { code { "curl '" (base) "/fx/v1/rates?base=USD&terms=EUR' \\\n  -H \"Authorization: Bearer $TOKEN\"" } }
                }
            }
        }
    }
}

/// The customers whose ids calls can be tried with.
fn customers(state: &State) -> Markup {
    let rows = lock(&state.bank).customers();
    html! {
        div.card { div.scroll tabindex="0" role="region" aria-label="Customers" { table {
            thead { tr {
                th scope="col" { "Customer" } th scope="col" { "Access" } th scope="col" { "Accounts" } th scope="col" { "Cards" }
            } }
            tbody { @for row in rows {
                tr {
                    td { code { (row.id) } }
                    td { @if row.consents { span.tag.good { "given" } } @else { span.tag.warn { "not given" } } }
                    td { @for id in &row.accounts { code { (id) } " " } }
                    td { @for id in &row.cards { code { (id) } " " } }
                }
            } }
        } } }
    }
}
