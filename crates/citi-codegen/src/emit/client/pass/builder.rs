//! The builder itself: its name, its documentation, a `Debug` that tells no value.

use quote::quote;
use syn::{ImplItem, ItemImpl};

use super::setters::attributes;
use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;
use crate::emit::tokens;

/// Names and documents the builder, and gives it a `Debug` that names the operation alone:
/// arguments may hold account numbers and secrets.
pub(super) fn builder(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let name = tokens::ident(context.builder).map_err(|what| context.shape(what))?;
    let link = format!(
        " The call of [`Client::{method}`](super::super::Client::{method}).",
        method = context.plan.ident
    );
    pieces.builder.ident = name.clone();
    pieces.builder.attrs = attributes(
        quote! {
            #[doc = #link]
            #[derive(Clone)]
            #[must_use = "nothing is sent before `send` is awaited"]
        },
        context,
    )?;
    *pieces.methods.self_ty = context.parse(quote!(#name<'a>))?;
    for item in &mut pieces.methods.items {
        if let ImplItem::Fn(method) = item
            && method.sig.ident == "new"
        {
            method.attrs.clear();
        }
    }
    let text = context.builder;
    pieces
        .extra
        .push(syn::Item::Impl(context.parse::<ItemImpl>(quote! {
            impl std::fmt::Debug for #name<'_> {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.debug_struct(#text).finish_non_exhaustive()
                }
            }
        })?));
    Ok(())
}
