//! The body, in the encoding and under the content type of the document.

use http::HeaderValue;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::style::style;
use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;
use crate::emit::client::slots;
use crate::emit::client::steps::Link;
use crate::lower::plan::{BodyPlan, Encoding, RustType};

/// Replaces progenitor's `json(&body)`; sends an optional body only if it is given.
pub(super) fn body(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let Some(body) = &context.plan.body else {
        return Ok(());
    };
    let slot = format_ident!("{}", slots::BODY);
    let chain = &mut pieces.steps.chain;
    if body.is_argument_required() {
        let at = chain
            .iter()
            .position(|link| link.method == "json")
            .ok_or_else(|| context.shape("the request has no body"))?;
        let links = links(body, &slot, context)?;
        chain.splice(at..=at, links);
    } else {
        let mut request = quote!(request);
        for Link { method, arguments } in links(body, &slot, context)? {
            request = quote!(#request.#method(#(#arguments),*));
        }
        let statement = context.parse(quote! {
            if let Some(#slot) = #slot {
                request = #request;
            }
        })?;
        pieces.steps.after.push(statement);
    }
    Ok(())
}

/// The links that set `body`.
fn links(body: &BodyPlan, slot: &Ident, context: &Context<'_>) -> Result<Vec<Link>, EmitError> {
    let styles = styles(body);
    let (method, value): (_, TokenStream) = match body.encoding {
        Encoding::Json => ("body", quote!(wire::json(&#slot)?)),
        Encoding::Form => ("body", quote!(wire::form(&#slot, #styles)?)),
        Encoding::Multipart => ("multipart", quote!(wire::multipart(&#slot, #styles)?)),
        Encoding::Text if body.ty == RustType::String => ("body", quote!(#slot)),
        Encoding::Text => ("body", quote!(wire::text(&#slot)?)),
        Encoding::Bytes => ("body", quote!(#slot.into_inner())),
        Encoding::Xml => ("body", quote!(#slot.as_str().to_owned())),
    };
    let mut links = Vec::new();
    // A multipart body's content type names its boundary, so reqwest writes it.
    if body.encoding != Encoding::Multipart {
        let media = &body.content_type;
        if HeaderValue::from_str(media).is_err() {
            return Err(context.wire(format!("the content type `{media}` can't be sent")));
        }
        links.push(Link::new(
            "header",
            vec![
                context.parse(quote!(reqwest::header::CONTENT_TYPE))?,
                context.parse(quote!(reqwest::header::HeaderValue::from_static(#media)))?,
            ],
        ));
    }
    links.push(Link::new(method, vec![context.parse(value)?]));
    Ok(links)
}

/// `&[("property", style, explode)]`.
pub(super) fn styles(body: &BodyPlan) -> TokenStream {
    let styles = body.styles.iter().map(|(property, how, explode)| {
        let how = style(*how);
        quote!((#property, #how, #explode))
    });
    quote!(&[#(#styles),*])
}
