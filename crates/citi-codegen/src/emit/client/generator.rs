//! The call of progenitor.

use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle};
use quote::quote;

/// progenitor's code for `document`; `replacements` are (schema name, Rust type).
///
/// # Errors
/// What progenitor says, also where it panics.
pub(super) fn generate<'a>(
    document: &OpenAPI,
    replacements: impl Iterator<Item = (String, &'a str)>,
) -> Result<syn::File, String> {
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
    })?
    .map_err(|error| error.to_string())?;
    syn::parse2(tokens).map_err(|error| error.to_string())
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
