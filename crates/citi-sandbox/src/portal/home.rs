//! `GET /`: what there is.

use std::sync::Arc;

use axum::Json;
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use maud::{Markup, html};
use serde::Serialize;

use super::accept::wants_page;
use super::layout::page;
use super::prose::prose;
use super::{operation, schema};
use crate::documents::Api;
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
        return page(StatusCode::OK, "Developer portal", &home(&state));
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

fn document_url(api: &Api) -> String {
    format!("/apidocs/redocusaurus/{}.yaml", api.id)
}

fn home(state: &State) -> Markup {
    let base = state.base_url.as_str();
    html! {
        h1 { "Developer portal" }
        p.lead { "A bank on your own machine: the same documents, the same rules, made-up money. Register an application, \
            get a token, call." }
        section.card aria-label="Addresses" {
            dl.facts {
                dt { "API" } dd { code { (base) } }
                dt { "Token" } dd { code { "POST " (base) "/oauth2/token" } }
                dt { "Time here" } dd { code { (state.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")) }
                    @if state.clock.is_frozen() { " (stands still)" } }
                dt { "Limit" } dd { "1000 calls a minute for each API" }
            }
            h3 { "Get a token" }
            pre { code { "TOKEN=$(curl -s " (base) "/oauth2/token \\\n  -u \"$CITI_CLIENT_ID:$CITI_CLIENT_SECRET\" \\\n  \
                -d grant_type=client_credentials | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')" } }
        }
        (applications(state))
        h2 id="apis" { "APIs" }
        p.lead { "Sample requests have the dates of their documents: a sandbox that starts with "
            code { "--start-at 2026-03-02T14:00:00Z" } " answers them as shown." }
        @for api in &state.documents.apis { (category(base, api)) }
        h2 id="documents" { "Documents" }
        section.card { ul {
            @for api in &state.documents.apis {
                li { a href=(document_url(api)) { (api.id) ".yaml" } " · " (api.document.title) " " (api.document.api_version) }
            }
        } }
    }
}

fn applications(state: &State) -> Markup {
    let registry = lock(&state.registry);
    html! {
        h2 id="applications" { "Applications" }
        section.card {
            form.line method="post" action="/portal/applications" {
                div {
                    label for="name" { "Name" }
                    input id="name" name="name" type="text" required maxlength="64" autocomplete="off";
                }
                button type="submit" { "Register an application" }
            }
            ul {
                @for application in registry.applications() {
                    li { a href={ "/portal/applications/" (application.client_id) } { (application.name) }
                        " " code { (application.client_id) } }
                }
            }
        }
    }
}

fn category(base: &str, api: &Api) -> Markup {
    let document = &api.document;
    html! {
        section aria-labelledby={ "api-" (api.id) } {
            h3 id={ "api-" (api.id) } { (document.title) " " span.soft { (document.api_version) } }
            @for endpoint in &api.endpoints { (operation::operation(base, api, endpoint)) }
            details.schema {
                summary { "About" }
                div.in { @if let Some(text) = &document.description { (prose(text)) } }
            }
            details.schema {
                summary { "Schemas" }
                div.in { @for (name, it) in &document.schemas { (schema::named(api.id, document, name, it)) } }
            }
        }
    }
}
