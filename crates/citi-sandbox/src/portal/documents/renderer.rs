//! `GET /portal/documents/{id}`: a document, to try.

use std::sync::Arc;

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use citi_codegen::model::SchemeKind;
use http::StatusCode;
use maud::{Markup, html};

use super::document_url;
use super::prose::prose;
use crate::documents::Api;
use crate::lock::lock;
use crate::portal::layout::{Page, Policy, problem};
use crate::portal::tab::Tab;
use crate::state::State;

/// A document in the renderer, with a way to call as one of the applications.
pub(in crate::portal) async fn renderer(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
) -> Response {
    let Some(api) = state.documents.apis.iter().find(|api| api.id == id) else {
        let missing = "The portal has no such document.";
        return problem(&state, Tab::Documents, StatusCode::NOT_FOUND, missing);
    };
    let content = html! {
        div.split {
            h1 { (api.document.title) " " span.tag { (api.document.api_version) } }
            span.small { a href={ "/portal/documents/" (api.id) "/reference" } { "Plain reference" } " · "
                a href=(document_url(api)) { (api.id) ".yaml" } }
        }
        details.schema open[api.endpoints.is_empty()] {
            summary { "About" }
            div.in { @if let Some(text) = &api.document.description { (prose(text)) } }
        }
        @if !api.endpoints.is_empty() { (call_as(&state, api)) }
        noscript { p.problem { "This page needs its script. The "
            a href={ "/portal/documents/" (api.id) "/reference" } { "plain reference" } " says the same without." } }
        div #renderer data-url=(document_url(api)) {}
        p.small.soft { "Shown by Swagger UI, Apache-2.0: "
            a href="/portal/assets/swagger-ui-LICENSE.txt" { "licence" } ", "
            a href="/portal/assets/swagger-ui-bundle.js.LICENSE.txt" { "notices" } "." }
    };
    let mut page = Page::new(Tab::Documents, &api.document.title);
    page.policy = Policy::Renderer;
    page.with(&state, &content)
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
