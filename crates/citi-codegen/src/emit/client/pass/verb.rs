//! Methods that `reqwest::Client` has no function for.

use quote::{format_ident, quote};

use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;
use crate::model::Method;

/// `OPTIONS` and `TRACE` go through `request`: reqwest has no method of these names, though
/// progenitor calls them.
pub(super) fn verb(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let method = context.plan.method;
    if !matches!(method, Method::Options | Method::Trace) {
        return Ok(());
    }
    let first = pieces
        .steps
        .chain
        .first_mut()
        .filter(|link| link.method == method.key())
        .ok_or_else(|| context.shape("the request's chain doesn't begin with its method"))?;
    let name = format_ident!("{}", method.name());
    first.method = format_ident!("request");
    first
        .arguments
        .insert(0, context.parse(quote!(reqwest::Method::#name))?);
    Ok(())
}
