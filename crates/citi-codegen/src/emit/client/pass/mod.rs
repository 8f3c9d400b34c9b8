//! Passes over what progenitor made of one operation: each puts back one thing that the
//! synthetic document leaves out, or takes away one that only progenitor needs.

mod answer;
mod body;
mod builder;
mod checks;
mod entry;
mod example;
mod exchange;
mod headers;
mod names;
mod options;
mod others;
mod pages;
mod prepared;
mod query;
mod setters;
mod style;
mod tidy;
mod url;
mod verb;

pub(super) use entry::entry;
pub(super) use names::names;
pub(super) use pages::pages;
pub(super) use tidy::tidy;

use super::operation::Context;
use super::pieces::Pieces;
use crate::emit::EmitError;

/// All passes over the pieces, in order.
pub(super) fn run(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    checks::checks(pieces, context)?;
    url::url(pieces, context)?;
    headers::headers(pieces, context)?;
    query::query(pieces, context)?;
    body::body(pieces, context)?;
    verb::verb(pieces, context)?;
    exchange::exchange(pieces, context)?;
    setters::setters(pieces, context)?;
    others::others(pieces, context)?;
    options::options(pieces, context)?;
    answer::answer(pieces, context)?;
    builder::builder(pieces, context)
}

/// The first text in `node` that is the name of a slot: an argument's or the body's.
fn slot_in(node: &impl quote::ToTokens) -> Option<String> {
    fn find(tokens: proc_macro2::TokenStream) -> Option<String> {
        tokens.into_iter().find_map(|token| match token {
            proc_macro2::TokenTree::Group(group) => find(group.stream()),
            proc_macro2::TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let text = text.strip_prefix('"')?.strip_suffix('"')?;
                (text.starts_with("arg") || text == super::slots::BODY).then(|| text.to_owned())
            }
            _ => None,
        })
    }
    find(node.to_token_stream())
}
