//! A document's plan.

use super::addresses;
use super::operations::{Idents, cacheable, headers, operation, schemes, walks};
use super::plan::{AnswerPlan, ModulePlan, Payload, RustType, Usage};
use super::types::{Owner, Types, cut_circles, mark_usage, name_builders, optional_fields};
use super::{Names, Options, case, docs};
use crate::diagnostic::Diagnostics;
use crate::model::{Document, Operation};

/// A document's plan: its types and operations with their Rust names settled.
///
/// Names that had to be invented are taken from `names`, or locked there.
pub fn lower(
    document: &Document,
    options: &Options,
    names: &mut Names,
    diagnostics: &mut Diagnostics,
) -> ModulePlan {
    let names = names.document(&document.id);
    let mut idents = Idents::new(&names);
    let mut types = Types::new(document, options, names, diagnostics);
    types.all_named();
    let mut operations: Vec<_> = document
        .operations
        .iter()
        .map(|published| operation(published, &mut idents, &mut types))
        .collect();
    let headers = headers(&mut operations, &mut types);
    let schemes = schemes(&mut operations, &mut types);
    let mut roots = Vec::new();
    for plan in &operations {
        roots.extend(
            plan.parameters
                .iter()
                .map(|parameter| (parameter.ty.clone(), WRITTEN)),
        );
        if let Some(body) = &plan.body {
            let bodies = std::iter::once(body).chain(&body.others);
            roots.extend(bodies.map(|body| (body.ty.clone(), WRITTEN)));
        }
        let payloads = match &plan.answer {
            AnswerPlan::One(payload) => vec![payload],
            AnswerPlan::ByStatus { arms, .. } => arms.iter().map(|arm| &arm.payload).collect(),
        };
        for payload in payloads
            .into_iter()
            .chain(plan.errors.iter().map(|arm| &arm.payload))
        {
            if let Payload::Json(ty) = payload {
                roots.push((ty.clone(), READ));
            }
        }
    }
    for webhook in &document.webhooks {
        roots.extend(
            event_types(webhook, &mut types)
                .into_iter()
                .map(|ty| (ty, READ)),
        );
    }
    let (mut defs, type_index, names) = types.into_parts();
    names.finish();
    mark_usage(&mut defs, &roots);
    // What no operation holds is there to be read: events, and types that a description mentions.
    let unused: Vec<_> = defs
        .iter()
        .filter(|def| !def.usage.read && !def.usage.written)
        .map(|def| (RustType::Named(def.name.clone()), READ))
        .collect();
    mark_usage(&mut defs, &unused);
    // Circles are cut first: a field that is optional is no less inside its owner.
    cut_circles(&mut defs);
    optional_fields(&mut defs);
    name_builders(&mut defs);
    walks(&mut operations, document, &defs, diagnostics);
    cacheable(&mut operations, document, &defs, options, diagnostics);
    ModulePlan {
        name: case::snake(&options.module),
        document: document.id.clone(),
        title: docs::first_line(&document.title),
        api_version: document.api_version.trim().to_owned(),
        docs: docs::clean(document.description.as_deref().unwrap_or_default()),
        servers: addresses::servers(document),
        token_urls: addresses::token_urls(document),
        schemes,
        headers,
        base_path: addresses::base_path(document),
        types: defs,
        operations,
        type_index,
    }
}

const WRITTEN: Usage = Usage {
    written: true,
    read: false,
};
const READ: Usage = Usage {
    written: false,
    read: true,
};

/// The types of what the bank sends in a webhook.
fn event_types(webhook: &Operation, types: &mut Types<'_>) -> Vec<RustType> {
    let name = webhook.id.as_deref().unwrap_or(&webhook.path);
    let owner = Owner {
        key: format!("webhook {}", webhook.path),
        hint: case::pascal(name),
        assigned: None,
        file: case::snake(name),
        schema: None,
        property: None,
        binary: false,
    };
    let content = webhook.body.iter().flat_map(|body| &body.content);
    content
        .filter(|media| media.is_json())
        .filter_map(|media| media.schema.as_ref())
        .map(|schema| types.typed(schema, &owner).ty)
        .collect()
}
