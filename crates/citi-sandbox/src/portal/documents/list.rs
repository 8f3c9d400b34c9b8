//! `GET /portal/documents`: which documents there are.

use std::sync::Arc;

use axum::extract::State as Shared;
use axum::response::Response;
use maud::{Markup, html};

use super::inline;
use super::shown::Shown;
use crate::documents::{Api, Endpoint};
use crate::portal::layout::Page;
use crate::portal::tab::Tab;
use crate::state::State;

/// Where one of the bank's own documents is published.
pub(in crate::portal) fn document_url(api: &Api) -> String {
    format!("/apidocs/redocusaurus/{}.yaml", api.id)
}

/// Every document with its operations.
pub(in crate::portal) async fn list(Shared(state): Shared<Arc<State>>) -> Response {
    let mut others = Shown::others(&state).peekable();
    let content = html! {
        h1 { "Documentation" }
        p.lead { "Every document of the bank, to read and to try. Calls from these pages go to this sandbox." }
        p { a.button.quiet href="/portal/postman.json" download { "Postman collection" }
            span.small.soft { " of every operation, with requests, examples and tests" } }
        @for api in &state.documents.apis { (own(Shown { api, source: None })) }
        h2 #others { "Other documents" }
        @if others.peek().is_none() {
            p.soft { "None yet. Start the sandbox with " code { "--serve FILE" } ", or a folder, and any OpenAPI or Swagger \
                document is answered from its schemas and examples, and shown here." }
        } @else {
            p.soft { "Answered from their schemas and examples, without a token." }
            @for shown in others { (other(shown)) }
        }
    };
    Page::new(Tab::Documents, "Documentation").with(&state, &content)
}

/// A document of the bank.
fn own(shown: Shown<'_>) -> Markup {
    let api = shown.api;
    html! {
        section.card aria-labelledby={ "api-" (api.id) } {
            div.split {
                h2 id={ "api-" (api.id) } { a href=(shown.page()) { (shown.title()) } " "
                    span.tag { (api.document.api_version) } }
                (ways(shown))
            }
            @if let Some(text) = &api.document.description {
                p.soft { (inline(text.split("\n\n").next().unwrap_or_default())) }
            }
            @if !api.endpoints.is_empty() { (operations(shown)) }
        }
    }
}

/// A document that is none of the bank's.
fn other(shown: Shown<'_>) -> Markup {
    let id = format!("api-{}", shown.api.id);
    html! {
        section.card aria-labelledby=(id) {
            div.split {
                h3 id=(id) { a href=(shown.page()) { (shown.title()) }
                    @if !shown.api.document.api_version.is_empty() { " " span.tag { (shown.api.document.api_version) } } }
                (ways(shown))
            }
            @if shown.api.endpoints.is_empty() { p.soft { (shown.count()) "." } }
            @else { details.fold { summary { (shown.count()) } (operations(shown)) } }
        }
    }
}

/// To the reference, and to the file.
pub(super) fn ways(shown: Shown<'_>) -> Markup {
    html! {
        span.small { a href={ (shown.page()) "/reference" } { "Plain reference" } " · "
            a href=(shown.file_url()) download=[shown.source.map(|it| it.file.as_str())] { (shown.file()) } }
    }
}

fn operations(shown: Shown<'_>) -> Markup {
    let label = format!("Operations of {}", shown.title());
    html! {
        div.scroll.operations tabindex="0" role="region" aria-label=(label) { table {
            thead.sr-only { tr { th scope="col" { "Method" } th scope="col" { "Path" } th scope="col" { "What it does" } } }
            tbody { @for endpoint in &shown.api.endpoints {
                @let method = endpoint.operation.method.name();
                tr {
                    td { span class={ "method " (method.to_lowercase()) } { (method) } }
                    td { a href={ (shown.page()) (anchor(shown.api, endpoint)) } { code { (shown.path(endpoint)) } } }
                    td { (endpoint.operation.summary.as_deref().unwrap_or_default()) }
                }
            } }
        } }
    }
}

/// Where the renderer shows an operation: `#{method} {path}`, the path as the document writes it.
fn anchor(api: &Api, endpoint: &Endpoint) -> String {
    let path = endpoint.path.strip_prefix(&api.base);
    let place = format!(
        "{} {}",
        endpoint.operation.method.name(),
        path.unwrap_or(&endpoint.path)
    );
    let place = percent_encoding::utf8_percent_encode(&place, percent_encoding::NON_ALPHANUMERIC);
    format!("#{place}")
}
