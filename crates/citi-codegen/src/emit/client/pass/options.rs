//! The options of one call.

use quote::{format_ident, quote};
use syn::{Fields, Pat, Stmt};

use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;

/// Gives the builder its `options`, `with_options`, and `with_idempotency_key` where the
/// operation has such a header.
pub(super) fn options(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let Fields::Named(fields) = &mut pieces.builder.fields else {
        return Err(context.shape("the builder has no named fields"));
    };
    fields.named.insert(
        1,
        syn::Field {
            attrs: Vec::new(),
            ..field(context)?
        },
    );
    if let Stmt::Local(local) = &mut pieces.steps.destructure
        && let Pat::Struct(pattern) = &mut local.pat
    {
        let name = format_ident!("options");
        pattern.fields.insert(1, field_pattern(&name, context)?);
    } else {
        return Err(context.shape("`send` doesn't take its builder apart"));
    }
    pieces.methods.items.push(context.parse(quote! {
        /// Sets what holds for this call alone: limits of time, who may cancel it, how often it is sent, headers,
        /// an idempotency key. See [`citi_core::CallOptions`].
        pub fn with_options(mut self, options: citi_core::CallOptions) -> Self {
            self.options = self.options.with(options);
            self
        }
    })?);
    if let Some(header) = &context.plan.idempotency_header {
        let line = format!(" The key is sent as `{header}`; without one, a fresh one is made.");
        pieces.methods.items.push(context.parse(quote! {
            /// Sets the key by which the bank knows this call again, however often it is sent.
            ///
            #[doc = #line]
            pub fn with_idempotency_key(
                mut self,
                key: impl Into<citi_core::IdempotencyKey>,
            ) -> Self {
                self.options = self.options.idempotency_key(key.into());
                self
            }
        })?);
    }
    Ok(())
}

fn field(context: &Context<'_>) -> Result<syn::Field, EmitError> {
    let carrier: syn::ItemStruct = context.parse(quote!(
        struct Carrier {
            options: citi_core::CallOptions,
        }
    ))?;
    carrier
        .fields
        .into_iter()
        .next()
        .ok_or_else(|| context.shape("no field"))
}

fn field_pattern(
    name: &proc_macro2::Ident,
    context: &Context<'_>,
) -> Result<syn::FieldPat, EmitError> {
    let block: syn::Block = context.parse(quote!({ let Self { #name } = self; }))?;
    match block.stmts.into_iter().next() {
        Some(Stmt::Local(syn::Local {
            pat: Pat::Struct(pattern),
            ..
        })) => pattern
            .fields
            .into_iter()
            .next()
            .ok_or_else(|| context.shape("no field")),
        _ => Err(context.shape("no pattern")),
    }
}
