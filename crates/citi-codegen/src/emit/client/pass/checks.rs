//! What is checked before anything is sent.

use quote::{format_ident, quote};

use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;
use crate::emit::client::slots;
use crate::emit::rules;
use crate::model::Place;

/// Checks each argument that has rules, and the body; writes values that travel as JSON
/// documents outside the query.
pub(super) fn checks(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let checks = &mut pieces.steps.checks;
    for (index, parameter) in context.plan.parameters.iter().enumerate() {
        if parameter.rules.is_empty() && parameter.item_rules.is_empty() {
            continue;
        }
        let slot = format_ident!("{}", slots::argument(index));
        let name = &parameter.wire;
        let rules = rules::tokens(&parameter.rules);
        let item_rules = rules::tokens(&parameter.item_rules);
        checks.push(context.parse(quote!(check::value(#name, &#slot, #rules, #item_rules)?;))?);
    }
    if let Some(body) = &context.plan.body {
        let slot = format_ident!("{}", slots::BODY);
        let rules = rules::tokens(&body.rules);
        let item_rules = rules::tokens(&body.item_rules);
        checks.push(context.parse(quote!(check::value("body", &#slot, #rules, #item_rules)?;))?);
        if body.required && !body.is_argument_required() {
            let name = slots::body_name(context.plan);
            checks.push(context.parse(quote!(wire::given(#name, &#slot, &options)?;))?);
        }
    }
    for (index, parameter) in context.plan.parameters.iter().enumerate() {
        if !parameter.json || parameter.place == Place::Query {
            continue;
        }
        let slot = format_ident!("{}", slots::argument(index));
        let json = if parameter.required || parameter.place == Place::Path {
            quote!(let #slot = String::from_utf8_lossy(&wire::json(&#slot)?).into_owned();)
        } else {
            quote! {
                let #slot = match #slot {
                    Some(value) => Some(String::from_utf8_lossy(&wire::json(&value)?).into_owned()),
                    None => None,
                };
            }
        };
        checks.push(context.parse(json)?);
    }
    Ok(())
}
