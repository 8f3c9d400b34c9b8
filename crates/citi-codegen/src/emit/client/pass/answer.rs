//! `send`: from the bank's raw answer to the typed one.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;
use crate::emit::tokens::{self, payload_text};
use crate::lower::plan::{AnswerArm, AnswerPlan, Payload};
use crate::model::Status;

/// Gives the builder its `send`, and where success has several shapes the enum of them.
pub(super) fn answer(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let (ty, decode): (syn::Type, TokenStream) = match &context.plan.answer {
        AnswerPlan::One(payload) => (ty(payload, context)?, reader(payload)),
        AnswerPlan::ByStatus { name, arms } => {
            let name = ident(name, context)?;
            by_status(pieces, &name, arms, context)?;
            (context.parse(quote!(#name))?, quote!(decode))
        }
    };
    pieces.methods.items.push(context.parse(quote! {
        /// Sends the call and reads the bank's answer.
        ///
        /// # Errors
        ///
        /// [`citi_core::Error`]: its `outcome` says whether the bank may have acted on the call.
        pub async fn send(self) -> Result<citi_core::Answer<#ty>, citi_core::Error> {
            answer::read(self.exchange().await, #decode).await
        }
    })?);
    Ok(())
}

fn ident(name: &str, context: &Context<'_>) -> Result<proc_macro2::Ident, EmitError> {
    tokens::ident(name).map_err(|what| context.shape(what))
}

fn ty(payload: &Payload, context: &Context<'_>) -> Result<syn::Type, EmitError> {
    syn::parse_str(&payload_text(payload, "types"))
        .map_err(|error| context.shape(error.to_string()))
}

/// The runtime's function that reads a body.
fn reader(payload: &Payload) -> TokenStream {
    match payload {
        Payload::Empty => quote!(answer::empty),
        Payload::Json(_) => quote!(answer::json),
        Payload::Text => quote!(answer::text),
        Payload::Bytes => quote!(answer::bytes),
        Payload::Xml => quote!(answer::xml),
    }
}

/// The enum of the answers, and the function that reads one by its status: exact statuses first,
/// then ranges, then what covers the rest.
fn by_status(
    pieces: &mut Pieces,
    name: &proc_macro2::Ident,
    arms: &[AnswerArm],
    context: &Context<'_>,
) -> Result<(), EmitError> {
    let mut variants = Vec::new();
    let mut matches = Vec::new();
    for arm in arms {
        let variant = ident(&arm.ident, context)?;
        let docs = match arm.docs.clone() {
            docs if docs.is_empty() => format!("Status {}.", arm.status),
            docs => format!("{docs}\n\nStatus {}.", arm.status),
        };
        let docs = tokens::docs(&docs);
        let (held, made) = if arm.payload == Payload::Empty {
            (
                quote!(),
                quote!(answer::empty(parts).map(|()| #name::#variant)),
            )
        } else {
            let ty = ty(&arm.payload, context)?;
            let reader = reader(&arm.payload);
            (quote!((#ty)), quote!(#reader(parts).map(#name::#variant)))
        };
        variants.push(quote!(#docs #variant #held));
        let (order, pattern) = match arm.status {
            Status::Code(code) => {
                let code = Literal::u16_unsuffixed(code);
                (0, quote!(#code))
            }
            Status::Range(hundred) => {
                let first = u16::from(hundred) * 100;
                let last = Literal::u16_unsuffixed(first + 99);
                let first = Literal::u16_unsuffixed(first);
                (1, quote!(#first..=#last))
            }
            Status::Default => (2, quote!(_)),
        };
        matches.push((order, quote!(#pattern => #made,)));
    }
    if !matches.iter().any(|(order, _)| *order == 2) {
        let undocumented = "the document describes no answer with this status";
        matches.push((
            3,
            quote!(_ => Err(citi_core::DecodeError::new(#undocumented)),),
        ));
    }
    matches.sort_by_key(|(order, _)| *order);
    let matches = matches.iter().map(|(_, arm)| arm);
    let title = format!(" What [`{}`] gives, by status.", context.builder);
    let reason = "an answer is taken apart as soon as it is read";
    pieces.extra.push(context.parse(quote! {
        #[doc = #title]
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = #reason)]
        pub enum #name {
            #(#variants),*
        }
    })?);
    pieces.extra.push(context.parse(quote! {
        fn decode(parts: &answer::Parts) -> Result<#name, citi_core::DecodeError> {
            match parts.status.as_u16() {
                #(#matches)*
            }
        }
    })?);
    Ok(())
}
