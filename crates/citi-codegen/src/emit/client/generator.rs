//! The call of progenitor.

use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::OpenAPI;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use progenitor_impl::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle};
use quote::quote;

/// progenitor's client for `document`: the struct.
///
/// # Errors
/// What progenitor says, also where it panics.
pub(super) fn client(document: &OpenAPI) -> Result<syn::File, String> {
    let tokens = only(generate(document, std::iter::empty())?, is_client);
    syn::parse2(tokens).map_err(|error| error.to_string())
}

/// progenitor's code for the operation of `document`; `replacements` are (schema name, Rust type).
///
/// # Errors
/// What progenitor says, also where it panics.
pub(super) fn operation<'a>(
    document: &OpenAPI,
    replacements: impl Iterator<Item = (String, &'a str)>,
) -> Result<syn::File, String> {
    let tokens = only(generate(document, replacements)?, is_of_operation);
    syn::parse2(tokens).map_err(|error| error.to_string())
}

fn generate<'a>(
    document: &OpenAPI,
    replacements: impl Iterator<Item = (String, &'a str)>,
) -> Result<TokenStream, String> {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(::citi_core::Connection));
    for (slot, ty) in replacements {
        settings.with_replacement(slot, ty, std::iter::empty());
    }
    // progenitor asserts in many places; a panic in it must not stop the other operations, and
    // nothing of it is used afterwards.
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(document)
    }))
    .map_err(|panic| {
        panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("it panicked")
            .to_owned()
    })?;
    tokens.map_err(|error| error.to_string())
}

/// The items that are `needed`: parsing the others, which are the same each time, takes as long again.
fn only(tokens: TokenStream, needed: fn(&[TokenTree]) -> bool) -> TokenStream {
    let mut kept = Vec::new();
    let mut item: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        let ends = match &tree {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        item.push(tree);
        if ends && needed(&item) {
            kept.append(&mut item);
        } else if ends {
            item.clear();
        }
    }
    kept.into_iter().collect()
}

fn begins(item: &[TokenTree], keyword: &str, name: &str) -> bool {
    let is =
        |tree: &TokenTree, word: &str| matches!(tree, TokenTree::Ident(ident) if ident == word);
    let mut pairs = item.windows(2);
    pairs.any(|pair| matches!(pair, [one, other] if is(one, keyword) && is(other, name)))
}

/// `struct Client`.
fn is_client(item: &[TokenTree]) -> bool {
    begins(item, "struct", "Client")
}

/// What [`Pieces`](super::pieces::Pieces) takes.
fn is_of_operation(item: &[TokenTree]) -> bool {
    begins(item, "mod", "builder")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_progenitor_is_an_error() {
        let mut document = super::super::document::empty();
        // A path parameter that is not required: progenitor asserts.
        document.paths = serde_json::from_value(serde_json::json!({
            "/a/{b}": {"get": {
                "operationId": "a",
                "parameters": [{"in": "path", "name": "b", "schema": {"type": "string"}}],
                "responses": {"default": {"description": ""}},
            }}
        }))
        .unwrap();
        assert!(generate(&document, std::iter::empty()).is_err());
    }
}
