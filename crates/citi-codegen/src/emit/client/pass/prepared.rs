//! `prepare` and `resume`: a write that is kept before it is sent.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ImplItem;

use super::example::{End, example};
use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::table;
use crate::emit::tokens;
use crate::model::Method;

/// `prepare` and `resume` of a write that takes an idempotency key; nothing for all else. `decode` reads its answer.
pub(super) fn prepared(
    ty: &syn::Type,
    decode: &TokenStream,
    context: &Context<'_>,
) -> Result<Vec<ImplItem>, EmitError> {
    let plan = context.plan;
    let is_read = matches!(
        plan.method,
        Method::Get | Method::Head | Method::Options | Method::Trace
    );
    if plan.idempotency_header.is_none() || is_read {
        return Ok(Vec::new());
    }
    let operation = table::constant(plan).map_err(|what| context.shape(what))?;
    let docs = tokens::docs(&format!(
        "Keeps the call, with its idempotency key, and doesn't send it: what is stored outlives a crash,\n\
         and [`resume`](Self::resume) sends exactly that. See [`citi_core::Prepared`].\n\n\
         # Errors\n\nWhat would keep the call from being sent, and a body that is read as it is sent.\n\n{}",
        example(context, End::Prepare)
    ));
    Ok(vec![
        context.parse(quote! {
            #docs
            pub async fn prepare(self) -> Result<citi_core::Prepared, citi_core::Error> {
                wire::prepare(self.exchange()).await
            }
        })?,
        context.parse(quote! {
            /// Sends a call that was kept, with its key and its body. Of this builder only the options count.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send); a call of another operation, one that was changed, and one whose key
            /// is older than its life ([`citi_core::Error::is_expired`]) are not sent.
            pub async fn resume(
                self,
                prepared: &citi_core::Prepared,
            ) -> Result<citi_core::Answer<#ty>, citi_core::Error> {
                let connection = self.client.connection();
                let call = wire::resume(connection, &operations::#operation, self.options, prepared);
                answer::call(call, #decode).await
            }
        })?,
    ])
}
