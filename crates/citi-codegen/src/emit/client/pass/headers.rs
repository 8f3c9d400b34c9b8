//! Headers and cookies, by their names on the wire.

use http::HeaderName;
use proc_macro2::{Ident, Literal};
use quote::{format_ident, quote};
use syn::Stmt;

use super::slot_in;
use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;
use crate::emit::client::slots;
use crate::lower::plan::ParameterPlan;
use crate::model::Place;

/// Replaces progenitor's header statements and drops its `api-version` header. The runtime asks for the documented
/// content types, which it has from the operation's entry in the table.
pub(super) fn headers(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let steps = &mut pieces.steps;
    let (mut headers, mut cookies) = (Vec::new(), Vec::new());
    for statement in steps.headers.drain(..).skip(1) {
        let Some(slot) = slot_in(&statement).filter(|slot| slot != slots::BODY) else {
            continue;
        };
        let parameter = slots::parameter(context.plan, &slot)
            .ok_or_else(|| context.shape(format!("`{slot}` is no argument")))?;
        let slot = format_ident!("{slot}");
        if parameter.place == Place::Cookie {
            cookies.push(cookie(parameter, &slot, context)?);
        } else {
            headers.push(header(parameter, &slot, context)?);
        }
    }
    if headers.is_empty() && cookies.is_empty() {
        steps.chain.retain(|link| link.method != "headers");
    } else {
        let count = headers.len() + usize::from(!cookies.is_empty());
        let count = Literal::usize_unsuffixed(count);
        let map = context.parse(quote! {
            let mut header_map = reqwest::header::HeaderMap::with_capacity(#count);
        })?;
        steps.headers.push(map);
        steps.headers.append(&mut headers);
        if !cookies.is_empty() {
            let jar: syn::Block = context.parse(quote!({
                let mut cookies = None;
                #(#cookies)*
                if let Some(cookies) = cookies {
                    header_map.append(reqwest::header::COOKIE, cookies);
                }
            }))?;
            steps.headers.extend(jar.stmts);
        }
    }

    Ok(())
}

/// Adds a cookie to the one `Cookie` header of the request.
fn cookie(
    parameter: &ParameterPlan,
    slot: &Ident,
    context: &Context<'_>,
) -> Result<Stmt, EmitError> {
    let (name, explode) = (&parameter.wire, parameter.explode);
    context.parse(quote!(wire::cookie(&mut cookies, #name, #explode, &#slot)?;))
}

fn header(
    parameter: &ParameterPlan,
    slot: &Ident,
    context: &Context<'_>,
) -> Result<Stmt, EmitError> {
    let explode = parameter.explode;
    let name = HeaderName::from_bytes(parameter.wire.trim().as_bytes()).map_err(|_| {
        context.wire(format!(
            "the header name `{}` can't be sent",
            parameter.wire
        ))
    })?;
    let name = name.as_str();
    // The runtime marks every value as sensitive.
    context.parse(quote! {
        if let Some(value) = wire::header(#name, #explode, &#slot)? {
            header_map.append(#name, value);
        }
    })
}
