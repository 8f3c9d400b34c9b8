//! `GET /portal/documents`: which documents there are.

use std::sync::Arc;

use axum::extract::State as Shared;
use axum::response::Response;
use maud::html;

use super::inline;
use crate::documents::Api;
use crate::portal::layout::Page;
use crate::portal::tab::Tab;
use crate::state::State;

/// Where a document is published.
pub(in crate::portal) fn document_url(api: &Api) -> String {
    format!("/apidocs/redocusaurus/{}.yaml", api.id)
}

/// Every document with its operations.
pub(in crate::portal) async fn list(Shared(state): Shared<Arc<State>>) -> Response {
    let content = html! {
        h1 { "Documentation" }
        p.lead { "Every document of the bank, to read and to try. Calls from these pages go to this sandbox." }
        p { a.button.quiet href="/portal/postman.json" download { "Postman collection" }
            span.small.soft { " of every operation, with requests, examples and tests" } }
        @for api in &state.documents.apis {
            @let page = format!("/portal/documents/{}", api.id);
            section.card aria-labelledby={ "api-" (api.id) } {
                div.split {
                    h2 id={ "api-" (api.id) } { a href=(page) { (api.document.title) } " "
                        span.tag { (api.document.api_version) } }
                    span.small { a href={ (page) "/reference" } { "Plain reference" } " · "
                        a href=(document_url(api)) { (api.id) ".yaml" } }
                }
                @if let Some(text) = &api.document.description {
                    p.soft { (inline(text.split("\n\n").next().unwrap_or_default())) }
                }
                @if !api.endpoints.is_empty() {
                    div.scroll { table {
                        thead.sr-only { tr { th scope="col" { "Method" } th scope="col" { "Path" } th scope="col" { "What it does" } } }
                        tbody { @for endpoint in &api.endpoints {
                            @let method = endpoint.operation.method.name();
                            tr {
                                td { span class={ "method " (method.to_lowercase()) } { (method) } }
                                td { a href={ (page) (anchor(api, &endpoint.id)) } { code { (endpoint.path) } } }
                                td { (endpoint.operation.summary.as_deref().unwrap_or_default()) }
                            }
                        } }
                    } }
                }
            }
        }
        @for api in &state.others.documents.apis {
            section.card aria-labelledby={ "other-" (api.id) } {
                h2 id={ "other-" (api.id) } { (api.document.title) " " span.tag { (api.document.api_version) } }
                p.soft { "Another document: answered from its schemas and examples, without a token." }
                div.scroll { table {
                    thead.sr-only { tr { th scope="col" { "Method" } th scope="col" { "Path" } th scope="col" { "What it does" } } }
                    tbody { @for endpoint in &api.endpoints {
                        @let method = endpoint.operation.method.name();
                        tr {
                            td { span class={ "method " (method.to_lowercase()) } { (method) } }
                            td { code { (endpoint.path) } }
                            td { (endpoint.operation.summary.as_deref().unwrap_or_default()) }
                        }
                    } }
                } }
            }
        }
    };
    Page::new(Tab::Documents, "Documentation").with(&state, &content)
}

/// Where the renderer shows an operation: `#/{tag}/{operationId}`.
fn anchor(api: &Api, operation: &str) -> String {
    let found = api.endpoints.iter().find(|it| &*it.id == operation);
    let tag = found.and_then(|it| it.operation.tags.first());
    let tag = tag.map_or("default", String::as_str);
    let tag = percent_encoding::utf8_percent_encode(tag, percent_encoding::NON_ALPHANUMERIC);
    format!("#/{tag}/{operation}")
}
