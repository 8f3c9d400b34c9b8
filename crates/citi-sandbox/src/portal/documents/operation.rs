//! An operation that folds out: parameters, sample request, answers.

use citi_codegen::model::Response;
use maud::{Markup, html};

use super::prose::{inline, prose};
use super::shown::Shown;
use super::{sample, schema};
use crate::documents::{Api, Endpoint};
use crate::state::State;

pub(super) fn operation(state: &State, shown: Shown<'_>, at: usize, endpoint: &Endpoint) -> Markup {
    let operation = &endpoint.operation;
    let method = operation.method.name();
    // Other documents may name two operations alike, or none.
    let place = match shown.source {
        None => endpoint.id.to_string(),
        Some(_) => format!("op-{at}"),
    };
    html! {
        details.op id=(place) {
            summary {
                span class={ "method " (method.to_lowercase()) } { (method) }
                code { (shown.path(endpoint)) }
                span.soft { (operation.summary.as_deref().unwrap_or_default()) }
            }
            div.in {
                @if let Some(text) = &operation.description { (prose(text)) }
                @if let Some(id) = &operation.id { p { "Operation " code { (id) }
                    @if !endpoint.scopes.is_empty() { ", scope " }
                    @for scope in &endpoint.scopes { code { (scope) } " " } } }
                (parameters(shown.api, endpoint))
                h4 { "Sample request" }
                pre { code { (sample::curl(&state.base_url, &state.others, shown, endpoint)) } }
                h4 { "Answers" }
                @for response in &operation.responses { (answer(shown.api, response)) }
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
    if operation.parameters.is_empty() && operation.body.is_none() {
        return html! {};
    }
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
