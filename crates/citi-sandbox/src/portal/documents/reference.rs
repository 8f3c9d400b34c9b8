//! `GET /portal/documents/{id}/reference`: a document, to read without any script.

use std::sync::Arc;

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};

use super::prose::prose;
use super::shown::Shown;
use super::{operation, schema};
use crate::portal::layout::{Page, problem};
use crate::portal::tab::Tab;
use crate::state::State;

/// Operations with sample requests and answers, then the schemas.
pub(in crate::portal) async fn reference(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
) -> Response {
    let Some(shown) = Shown::find(&state, &id) else {
        return missing(&state);
    };
    Page::new(Tab::Documents, &shown.title()).with(&state, &content(&state, shown))
}

/// There is no such document.
pub(super) fn missing(state: &State) -> Response {
    let missing = "The portal has no such document. It shows those of the bank, and those that the sandbox was started with (--serve).";
    problem(state, Tab::Documents, StatusCode::NOT_FOUND, missing)
}

fn content(state: &State, shown: Shown<'_>) -> Markup {
    let Shown { api, source } = shown;
    let document = &api.document;
    html! {
        div.split {
            h1 { (shown.title()) " " @if !document.api_version.is_empty() { span.tag { (document.api_version) } } }
            span.small { a href=(shown.page()) { "Try it" } " · "
                a href=(shown.file_url()) download=[source.map(|it| it.file.as_str())] { (shown.file()) } }
        }
        @if let Some(text) = &document.description {
            details.schema {
                summary { "About" }
                div.in { (prose(text)) }
            }
        }
        @if !api.endpoints.is_empty() {
            h2 { "Operations" }
            @if source.is_none() {
                p.soft { "Sample requests have the dates of their documents: a sandbox that starts with "
                    code { "--start-at 2026-03-02T14:00:00Z" } " answers them as shown." }
            }
            @for (at, endpoint) in api.endpoints.iter().enumerate() { (operation::operation(state, shown, at, endpoint)) }
        }
        @if !document.schemas.is_empty() {
            h2 { "Schemas" }
            @for (name, it) in &document.schemas { (schema::named(api.id, document, name, it)) }
        }
    }
}
