//! progenitor's `send` becomes `exchange`: from the arguments to the bank's raw answer.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Stmt, Visibility};

use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;
use crate::emit::client::table;

/// Makes `send` private and cuts its reading of the answer off; the call goes through `call`,
/// which knows the operation's entry in the table and the options of this call.
pub(super) fn exchange(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let method = &mut pieces.exchange;
    method.attrs.clear();
    method.vis = Visibility::Inherited;
    method.sig.ident = format_ident!("exchange");
    method.sig.output = context.parse(quote!(-> Result<reqwest::Response, Error<()>>))?;

    let steps = &mut pieces.steps;
    let operation = table::constant(context.plan).map_err(|what| context.shape(what))?;
    steps.checks.push(context.parse(quote! {
        let call = client.call(&operations::#operation, options);
    })?);
    steps.root = context.parse(quote!(call.client()))?;
    for hook in &mut steps.hooks {
        ThroughCall.visit_stmt_mut(hook);
    }
    let name = &context.plan.ident;
    let info = context.parse::<Stmt>(quote! {
        let info = OperationInfo { operation_id: #name };
    })?;
    let old = steps
        .hooks
        .first_mut()
        .ok_or_else(|| context.shape("`send` calls no hooks"))?;
    *old = info;
    let end: TokenStream = quote!({
        let response = result?;
        Ok(response)
    });
    steps.end = context.parse::<syn::Block>(end)?.stmts;
    Ok(())
}

/// `client.hook(…)` → `call.hook(…)`.
struct ThroughCall;

impl VisitMut for ThroughCall {
    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        if let Expr::Path(path) = call.receiver.as_mut()
            && path.path.is_ident("client")
        {
            path.path = format_ident!("call").into();
        }
        visit_mut::visit_expr_method_call_mut(self, call);
    }
}
