//! An operation that folds out: parameters, sample request, answers.

use citi_codegen::model::Response;
use maud::{Markup, html};

use super::prose::{inline, prose};
use super::{sample, schema};
use crate::documents::{Api, Endpoint};

pub(super) fn operation(base_url: &str, api: &Api, endpoint: &Endpoint) -> Markup {
    let operation = &endpoint.operation;
    let method = operation.method.name();
    html! {
        details.op id=(endpoint.id) {
            summary {
                span class={ "method " (method.to_lowercase()) } { (method) }
                code { (endpoint.path) }
                span.soft { (operation.summary.as_deref().unwrap_or_default()) }
            }
            div.in {
                @if let Some(text) = &operation.description { (prose(text)) }
                p { "Operation " code { (endpoint.id) } ", scope "
                    @for scope in &endpoint.scopes { code { (scope) } " " } }
                (parameters(api, endpoint))
                h4 { "Sample request" }
                pre { code { (sample::curl(base_url, api, endpoint)) } }
                h4 { "Answers" }
                @for response in &operation.responses { (answer(api, response)) }
            }
        }
    }
}

fn parameters(api: &Api, endpoint: &Endpoint) -> Markup {
    let operation = &endpoint.operation;
    let body = operation.body.iter().flat_map(|body| {
        let schema = body.content.iter().find_map(|media| media.schema.as_ref());
        schema.map(|schema| (body, schema))
    });
    html! {
        h4 { "Parameters" }
        div.scroll { table {
            thead { tr { th scope="col" { "Name" } th scope="col" { "In" } th scope="col" { "Type" } th scope="col" { "Meaning" } } }
            tbody {
                @for parameter in &operation.parameters {
                    tr {
                        td { code { (parameter.name) } @if parameter.required { br; span.soft { "required" } } }
                        td { (parameter.place.key()) }
                        td { (schema::link(api.id, &api.document, &parameter.schema)) }
                        td {
                            @if let Some(text) = &parameter.description { (prose(text)) }
                            span.soft { (schema::facts(&parameter.schema)) }
                        }
                    }
                }
                @for (body, schema) in body {
                    tr {
                        td { "body" @if body.required { br; span.soft { "required" } } }
                        td { "body" }
                        td { (schema::link(api.id, &api.document, schema)) }
                        td { @if let Some(text) = &body.description { (prose(text)) } }
                    }
                }
            }
        } }
    }
}

fn answer(api: &Api, response: &Response) -> Markup {
    let media = response.content.first();
    let example = media.and_then(|media| sample::media_example(&api.document, media));
    let body = media.and_then(|media| media.schema.as_ref());
    let description = response.description.as_deref().unwrap_or_default();
    let first = description.split("\n\n").next().unwrap_or_default();
    html! {
        details.schema {
            summary { strong { (response.status) } span { (inline(first)) } }
            div.in {
                (prose(description.get(first.len()..).unwrap_or_default()))
                @if let Some(schema) = body { p { "Body: " (schema::link(api.id, &api.document, schema)) } }
                @if !response.headers.is_empty() {
                    p { "Headers: " @for header in &response.headers { code { (header.name) } " " } }
                }
                @if let Some(node) = example { pre { code { (node.to_json_pretty()) } } }
            }
        }
    }
}
