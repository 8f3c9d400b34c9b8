//! Which calls are made, and with what.

use super::content::content;
use super::credentials::credentials;
use super::media_type::essence;
use super::twin::twin;
use super::{Argument, Call, Values};
use crate::load::{Node, Span};
use crate::lower::plan::{ModulePlan, OperationPlan};
use crate::model::{Document, Operation, Parameter, Place};

/// A call of every operation of `module`: required parameters, optional ones that the document
/// gives an example of, and the body.
#[must_use]
pub fn calls(document: &Document, module: &ModulePlan) -> Vec<Call> {
    let mut values = Values::new(document);
    module
        .operations
        .iter()
        .map(|plan| {
            let operation = document
                .operations
                .iter()
                .find(|operation| operation.pointer.as_str() == plan.pointer)
                .or_else(|| {
                    document
                        .operations
                        .iter()
                        .find(|o| o.method == plan.method && o.path == plan.path)
                });
            call(document, &mut values, plan, operation)
        })
        .collect()
}

fn call<'a>(
    document: &'a Document,
    values: &mut Values<'a>,
    plan: &OperationPlan,
    operation: Option<&'a Operation>,
) -> Call {
    let mut call = Call {
        ident: plan.ident.clone(),
        operation: format!("{} {}", plan.method, plan.path),
        pointer: plan.pointer.clone(),
        span: operation.map_or_else(Span::default, |operation| operation.span),
        twin: twin(document, plan),
        ..Call::default()
    };
    let Some(operation) = operation else {
        return call;
    };
    call.hopeless = !operation.responses.is_empty()
        && operation
            .responses
            .iter()
            .all(|response| response.status.is_error());
    for planned in &plan.parameters {
        let declared = operation
            .parameters
            .iter()
            .find(|p| p.place == planned.place && p.name == planned.wire);
        let Some(declared) = declared else { continue };
        let exampled = !declared.examples.is_empty() || !declared.schema.examples.is_empty();
        if planned.required || exampled {
            let value = values.parameter(declared);
            if planned.place == Place::Query {
                call.query_names.push(planned.wire.clone());
            }
            call.arguments.push(Argument {
                setter: planned.ident.clone(),
                ty: planned.ty.clone(),
                json: value.to_json(),
            });
        }
    }
    for (place, name) in &plan.supplied {
        let declared = operation
            .parameters
            .iter()
            .find(|p| p.place == *place && p.name.eq_ignore_ascii_case(name));
        if let Some(declared) = declared {
            supply(&mut call, values, declared);
        }
    }
    if let Some(requirement) = operation.security.first() {
        credentials(document, requirement, &mut call);
    }
    // Some documents declare the header and no scheme.
    let authorizes = |name: &str| name.eq_ignore_ascii_case("authorization");
    if plan.supplied.iter().any(|(_, name)| authorizes(name))
        && !call.headers.iter().any(|(name, _)| authorizes(name))
    {
        let token = ("Authorization".to_owned(), "Bearer token".to_owned());
        call.headers.push(token);
    }
    if let (Some(planned), Some(body)) = (&plan.body, &operation.body) {
        let media = body
            .content
            .iter()
            .find(|media| media.name == planned.content_type)
            .or_else(|| {
                body.content
                    .iter()
                    .find(|media| media.essence() == essence(&planned.content_type))
            })
            .or(body.content.first());
        if let Some(media) = media {
            call.encoding = Some(planned.encoding);
            call.content_type = Some(planned.content_type.clone());
            call.arguments.push(Argument {
                setter: "body".to_owned(),
                ty: planned.ty.clone(),
                json: content(document, values, media, planned.encoding),
            });
        }
    }
    call
}

/// A value of a parameter that the runtime fills in. What it fills in by itself is left to it.
fn supply<'a>(call: &mut Call, values: &mut Values<'a>, parameter: &'a Parameter) {
    let itself = ["authorization", "content-type", "accept"];
    if itself.contains(&parameter.name.to_ascii_lowercase().as_str()) {
        return;
    }
    let value = values.parameter(parameter);
    let text = Node::scalar_text(&value).unwrap_or_else(|| value.to_json());
    match parameter.place {
        Place::Header => call.headers.push((parameter.name.clone(), text)),
        Place::Query => call.query.push((parameter.name.clone(), text)),
        Place::Path | Place::Cookie => {}
    }
}
