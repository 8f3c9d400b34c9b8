//! The address: the document's own path, with each value checked and escaped.

use proc_macro2::Ident;
use quote::{format_ident, quote};

use super::style::style;
use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::path::{self, Piece};
use crate::emit::client::pieces::Pieces;
use crate::emit::client::slots;
use crate::model::Place;

/// Replaces progenitor's address, which leads nowhere and would let `..` and the empty text
/// through.
pub(super) fn url(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let mut format = "{}".to_owned();
    let mut arguments = Vec::new();
    let mut texts = Vec::new();
    for piece in path::pieces(&context.plan.path) {
        match piece {
            Piece::Text(text) => format.push_str(&path::literal(&text)),
            Piece::Name(name) => {
                let (index, parameter) = context
                    .plan
                    .parameters
                    .iter()
                    .enumerate()
                    .find(|(_, parameter)| parameter.place == Place::Path && parameter.wire == name)
                    .ok_or_else(|| {
                        context.wire(format!("the path names `{name}`, which is no parameter"))
                    })?;
                let slot: Ident = format_ident!("{}", slots::argument(index));
                let style = style(parameter.style);
                let explode = parameter.explode;
                format.push_str("{}");
                if !arguments.contains(&slot) {
                    texts.push(context.parse(quote! {
                        let #slot = wire::path(#name, #style, #explode, &#slot)?;
                    })?);
                }
                arguments.push(slot);
            }
        }
    }
    pieces.steps.url = context.parse(quote! {
        let url = format!(#format, call.baseurl() #(, #arguments)*);
    })?;
    pieces.steps.checks.append(&mut texts);
    Ok(())
}
