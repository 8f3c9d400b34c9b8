//! progenitor's `send` becomes `exchange`: from the arguments to a call that can be sent.

use quote::{format_ident, quote};
use syn::Visibility;

use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;
use crate::emit::client::table;

/// Makes `send` private and cuts its sending and its reading of the answer off: the runtime does both, for a future
/// of its own in every operation costs the user's compiler more than all the rest. The call knows the operation's entry
/// in the table and the options of this call.
pub(super) fn exchange(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let method = &mut pieces.exchange;
    method.attrs.clear();
    method.vis = Visibility::Inherited;
    method.sig.asyncness = None;
    method.sig.ident = format_ident!("exchange");
    method.sig.output = context.parse(quote!(-> wire::Built))?;

    let steps = &mut pieces.steps;
    let operation = table::constant(context.plan).map_err(|what| context.shape(what))?;
    steps.checks.push(context.parse(quote! {
        let call = wire::call(client.connection(), &operations::#operation, options);
    })?);
    steps.root = context.parse(quote!(call.client()))?;
    if steps.hooks.is_empty() {
        return Err(context.shape("`send` calls no hooks"));
    }
    steps.hooks.clear();
    steps.end = context
        .parse::<syn::Block>(quote!({ Ok(call.ready(request)) }))?
        .stmts;
    Ok(())
}
