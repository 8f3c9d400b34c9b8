//! Query parameters, by their names and styles on the wire.

use quote::{format_ident, quote};

use super::{slot_in, style::style};
use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;
use crate::emit::client::slots;

/// Replaces progenitor's query parameters, which know one style.
pub(super) fn query(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    for link in &mut pieces.steps.chain {
        if link.method != "query" {
            continue;
        }
        let [argument] = link.arguments.as_mut_slice() else {
            return Err(context.shape("`query` takes one argument"));
        };
        let slot = slot_in(argument).ok_or_else(|| context.shape("`query` names no argument"))?;
        let parameter = slots::parameter(context.plan, &slot)
            .ok_or_else(|| context.shape(format!("`{slot}` is no argument")))?;
        let slot = format_ident!("{slot}");
        let name = &parameter.wire;
        *argument = if parameter.json {
            context.parse(quote!(&wire::query_json(#name, &#slot)?))?
        } else {
            let style = style(parameter.style);
            let (explode, reserved) = (parameter.explode, parameter.allow_reserved);
            context.parse(quote!(&wire::query(#name, #style, #explode, #reserved, &#slot)?))?
        };
    }
    Ok(())
}
