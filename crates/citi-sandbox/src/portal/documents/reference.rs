//! `GET /portal/documents/{id}/reference`: a document, to read without any script.

use std::sync::Arc;

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};

use super::prose::prose;
use super::{document_url, operation, schema};
use crate::documents::Api;
use crate::portal::layout::{Page, problem};
use crate::portal::tab::Tab;
use crate::state::State;

/// Operations with sample requests and answers, then the schemas.
pub(in crate::portal) async fn reference(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
) -> Response {
    let Some(api) = state.documents.apis.iter().find(|api| api.id == id) else {
        let missing = "The portal has no such document.";
        return problem(&state, Tab::Documents, StatusCode::NOT_FOUND, missing);
    };
    Page::new(Tab::Documents, &api.document.title).with(&state, &content(&state.base_url, api))
}

fn content(base: &str, api: &Api) -> Markup {
    let document = &api.document;
    html! {
        div.split {
            h1 { (document.title) " " span.tag { (document.api_version) } }
            span.small { a href={ "/portal/documents/" (api.id) } { "Try it" } " · "
                a href=(document_url(api)) { (api.id) ".yaml" } }
        }
        details.schema {
            summary { "About" }
            div.in { @if let Some(text) = &document.description { (prose(text)) } }
        }
        @if !api.endpoints.is_empty() {
            h2 { "Operations" }
            p.soft { "Sample requests have the dates of their documents: a sandbox that starts with "
                code { "--start-at 2026-03-02T14:00:00Z" } " answers them as shown." }
            @for endpoint in &api.endpoints { (operation::operation(base, api, endpoint)) }
        }
        h2 { "Schemas" }
        @for (name, it) in &document.schemas { (schema::named(api.id, document, name, it)) }
    }
}
