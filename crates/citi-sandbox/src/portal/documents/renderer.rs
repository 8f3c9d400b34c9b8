//! `GET /portal/documents/{id}`: a document, to try.

use std::sync::Arc;

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use citi_codegen::model::SchemeKind;
use maud::{Markup, html};

use super::list::ways;
use super::prose::prose;
use super::reference::missing;
use super::shown::Shown;
use crate::bank;
use crate::documents::Api;
use crate::lock::lock;
use crate::others::Source;
use crate::portal::layout::{Page, Policy};
use crate::portal::tab::Tab;
use crate::state::State;

/// A document in the renderer, with a way to call as one of the applications.
pub(in crate::portal) async fn renderer(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
) -> Response {
    let Some(shown) = Shown::find(&state, &id) else {
        return missing(&state);
    };
    let Shown { api, source } = shown;
    // The bank takes orders for days to come alone; other documents are answered whatever the day.
    let today = source.is_none().then(|| bank::day(state.clock.now()));
    let title = shown.title();
    let content = html! {
        div.split {
            h1 { (title) " " @if !api.document.api_version.is_empty() { span.tag { (api.document.api_version) } } }
            (ways(shown))
        }
        @if let Some(text) = &api.document.description {
            details.schema open[api.endpoints.is_empty()] {
                summary { "About" }
                div.in { (prose(text)) }
            }
        }
        @match source {
            Some(source) => (answers_as_documented(shown, source)),
            None if api.endpoints.is_empty() => {},
            None => (call_as(&state, api)),
        }
        noscript { p.problem { "This page needs its script. The "
            a href={ (shown.page()) "/reference" } { "plain reference" } " says the same without." } }
        div #renderer data-url=(shown.redirected_url()) data-open[source.is_some()] data-today=[today] {}
        p.small.soft { "Shown by Swagger UI, Apache-2.0: "
            a href="/portal/assets/swagger-ui-LICENSE.txt" { "licence" } ", "
            a href="/portal/assets/swagger-ui-bundle.js.LICENSE.txt" { "notices" } "." }
    };
    let mut page = Page::new(Tab::Documents, &title);
    page.policy = Policy::Renderer;
    page.with(&state, &content)
}

/// How calls to another document are answered.
fn answers_as_documented(shown: Shown<'_>, source: &Source) -> Markup {
    html! {
        section.card aria-label="Answers" {
            @if shown.api.endpoints.is_empty() {
                p { "This document has no operations: there is nothing to call, only schemas to read." }
            } @else {
                p { "Calls need no token. Each is held against the document and answered with its example, or with a value \
                    made of its schema. The header " code { "Prefer: code=404" } " asks for another documented answer." }
            }
            @if !source.elsewhere.is_empty() {
                p.small.soft { "Some paths of this document belong to another one here. So calls from this page go to paths below "
                    code { (source.prefix) } ", where this document alone answers." }
            }
        }
    }
}

/// Chooses the application that calls from this page are made as. Without one, the renderer's own dialog
/// asks for client id and secret.
fn call_as(state: &State, api: &Api) -> Markup {
    let schemes = api.document.schemes.iter();
    let scheme = schemes
        .filter(|(_, it)| matches!(it.kind, SchemeKind::OAuth2 { .. }))
        .map(|(name, _)| name.as_str())
        .next();
    let registry = lock(&state.registry);
    let mut applications = registry.applications().peekable();
    html! {
        section.card aria-label="Access" {
            @if applications.peek().is_none() {
                p { "A call needs a token. " a href="/portal/applications" { "Register an application" }
                    " first, then come back and choose it here." }
            } @else if let Some(scheme) = scheme {
                form.callas #callas data-scheme=(scheme) hidden {
                    div {
                        label for="client" { "Call as" }
                        select #client name="client" {
                            @for application in applications {
                                option value=(application.client_id) { (application.name) }
                            }
                        }
                    }
                    button type="submit" { "Get a token" }
                }
                p.small.soft #callas-told role="status" { "Or use Authorize below, with client id and client secret." }
            }
        }
    }
}
