//! `send`: from the bank's raw answer to the typed one.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::prepared::prepared;
use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;
use crate::emit::tokens::{self, payload_text};
use crate::lower::plan::{AnswerArm, AnswerPlan, ErrorPlan, OtherAnswer, Payload};
use crate::model::Status;

/// Gives the builder its `send`, and where success has several shapes the enum of them; a `send_…` for each other form
/// that can be asked for, and `send_streamed` where the body is bytes.
pub(super) fn answer(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let plan = context.plan;
    let (ty, decode): (syn::Type, TokenStream) = match &plan.answer {
        AnswerPlan::One(payload) => (ty(payload, context)?, reader(payload)),
        AnswerPlan::ByStatus { name, arms } => {
            let name = ident(name, context)?;
            let title = format!(" What [`{}`] gives, by status.", context.builder);
            by_status(pieces, &name, &title, arms, context)?;
            let decode = decode_function(&name, arms, context)?;
            pieces.extra.push(context.parse(quote! {
                fn decode(parts: &answer::Parts) -> Result<#name, citi_core::DecodeError> {
                    #decode
                }
            })?);
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
            answer::call(self.exchange(), #decode).await
        }
    })?);
    let prepared = prepared(&ty, &decode, context)?;
    pieces.methods.items.extend(prepared);
    for other in &plan.other_answers {
        let method = other_answer(other, context)?;
        pieces.methods.items.push(method);
    }
    let bytes = match &plan.answer {
        AnswerPlan::One(payload) => *payload == Payload::Bytes,
        AnswerPlan::ByStatus { arms, .. } => arms.iter().any(|arm| arm.payload == Payload::Bytes),
    };
    if bytes {
        pieces.methods.items.push(streamed(None, context)?);
    } else if let Some(bytes) = plan
        .other_answers
        .iter()
        .find(|other| other.payload == Payload::Bytes)
    {
        let method = streamed(Some(&bytes.accept.join(", ")), context)?;
        pieces.methods.items.push(method);
    }
    errors(pieces, context)
}

/// `send_xml`: asks for another form.
fn other_answer(other: &OtherAnswer, context: &Context<'_>) -> Result<syn::ImplItem, EmitError> {
    let name = match other.payload {
        Payload::Xml => quote!(send_xml),
        Payload::Text => quote!(send_text),
        _ => quote!(send_bytes),
    };
    let (ty, reader) = (ty(&other.payload, context)?, reader(&other.payload));
    let accept = other.accept.join(", ");
    let words = format!(
        " Sends the call and asks for `{}`.",
        accept.replace('`', "'")
    );
    let (ty, decode, none) = match other.may_be_empty {
        false => (quote!(#ty), reader, quote!()),
        true => (
            quote!(Option<#ty>),
            quote!(|parts| answer::maybe(parts, #reader)),
            quote!(#[doc = " `None` if the answer has no body."]),
        ),
    };
    context.parse(quote! {
        #[doc = #words]
        #none
        ///
        /// # Errors
        ///
        /// As `send`.
        pub async fn #name(mut self) -> Result<citi_core::Answer<#ty>, citi_core::Error> {
            self.options = self.options.header("Accept", #accept)?;
            answer::call(self.exchange(), #decode).await
        }
    })
}

/// `send_streamed`: leaves the body to be read.
fn streamed(accept: Option<&str>, context: &Context<'_>) -> Result<syn::ImplItem, EmitError> {
    let ask = accept
        .map(|accept| quote!(self.options = self.options.header("Accept", #accept)?;))
        .unwrap_or_default();
    context.parse(quote! {
        /// Sends the call and leaves the body to be read as it comes, however large it is.
        ///
        /// # Errors
        ///
        /// As `send`.
        pub async fn send_streamed(
            mut self,
        ) -> Result<citi_core::Answer<citi_core::Download>, citi_core::Error> {
            #ask
            self.options = wire::streamed(self.options);
            answer::stream_call(self.exchange()).await
        }
    })
}

/// What the errors hold: `Error::documented` reads it.
fn errors(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let builder = ident(context.builder, context)?;
    let (body, decode): (syn::Type, TokenStream) = match &context.plan.error {
        ErrorPlan::None => return Ok(()),
        ErrorPlan::One(body) => (
            syn::parse_str(&tokens::type_text(body, "types"))
                .map_err(|error| context.shape(error.to_string()))?,
            quote!(answer::json(parts)),
        ),
        ErrorPlan::ByStatus(name) => {
            let name = ident(name, context)?;
            let title = format!(
                " What the errors of [`{}`] hold, by status.",
                context.builder
            );
            by_status(pieces, &name, &title, &context.plan.errors, context)?;
            let decode = decode_function(&name, &context.plan.errors, context)?;
            (context.parse(quote!(#name))?, decode)
        }
    };
    pieces.extra.push(context.parse(quote! {
        impl citi_core::DocumentedError for #builder<'_> {
            type Body = #body;

            fn read(parts: &answer::Parts) -> Result<Self::Body, citi_core::DecodeError> {
                #decode
            }
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

/// The enum of the bodies by status.
fn by_status(
    pieces: &mut Pieces,
    name: &proc_macro2::Ident,
    title: &str,
    arms: &[AnswerArm],
    context: &Context<'_>,
) -> Result<(), EmitError> {
    let mut variants = Vec::new();
    for arm in arms {
        let variant = ident(&arm.ident, context)?;
        let docs = match arm.docs.clone() {
            docs if docs.is_empty() => format!("Status {}.", arm.status),
            docs => format!("{docs}\n\nStatus {}.", arm.status),
        };
        let docs = tokens::docs(&docs);
        let held = match &arm.payload {
            Payload::Empty => quote!(),
            payload => {
                let ty = ty(payload, context)?;
                quote!((#ty))
            }
        };
        variants.push(quote!(#docs #variant #held));
    }
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
    Ok(())
}

/// How one of them is read by its status: exact statuses first, then ranges, then what covers the rest.
fn decode_function(
    name: &proc_macro2::Ident,
    arms: &[AnswerArm],
    context: &Context<'_>,
) -> Result<TokenStream, EmitError> {
    let mut matches = Vec::new();
    for arm in arms {
        let variant = ident(&arm.ident, context)?;
        let made = match &arm.payload {
            Payload::Empty => quote!(answer::empty(parts).map(|()| #name::#variant)),
            payload => {
                let reader = reader(payload);
                quote!(#reader(parts).map(#name::#variant))
            }
        };
        let (order, pattern) = match arm.status {
            Status::Code(code) => {
                let code = Literal::u16_unsuffixed(code);
                (0, quote!(#code))
            }
            Status::Range(hundred) => {
                let first = u16::from(hundred) * 100;
                let range = first..=first + 99;
                let overlaps = arms
                    .iter()
                    .any(|arm| matches!(arm.status, Status::Code(code) if range.contains(&code)));
                let last = Literal::u16_unsuffixed(first + 99);
                let first = Literal::u16_unsuffixed(first);
                let pattern = match overlaps {
                    false => quote!(#first..=#last),
                    // What stands before it takes a part of the range.
                    true => quote!(code if (#first..=#last).contains(&code)),
                };
                (1, pattern)
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
    Ok(quote! {
        match parts.status.as_u16() {
            #(#matches)*
        }
    })
}
