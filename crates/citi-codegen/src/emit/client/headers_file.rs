//! `headers.rs`: a constant for each documented header of answers.

use quote::quote;

use crate::emit::{EmitError, print, tokens};
use crate::lower::plan::ModulePlan;

/// The text of `headers.rs`.
pub(super) fn text(module: &ModulePlan) -> Result<String, EmitError> {
    let syntax = |message: String| EmitError::Syntax {
        place: "headers.rs".to_owned(),
        message,
    };
    let mut constants = Vec::new();
    for header in &module.headers {
        let name = tokens::ident(&header.ident).map_err(syntax)?;
        let ty: syn::Type = syn::parse_str(&tokens::type_text(&header.ty, "types"))
            .map_err(|error| syntax(error.to_string()))?;
        let docs = match header.docs.is_empty() {
            true => format!("`{}`.", header.wire),
            false => format!("{}\n\n`{}`.", header.docs, header.wire),
        };
        let (docs, wire) = (tokens::docs(&docs), &header.wire);
        constants.push(quote!(#docs pub const #name: Header<#ty> = Header::new(#wire);));
    }
    let file: syn::File = tokens::parse(quote! {
        //! The headers that the document describes for answers: `answer.header(…)` and `error.header(…)` read them.

        use citi_core::Header;

        #(#constants)*
    })
    .map_err(syntax)?;
    Ok(print::print(&module.document, &file))
}
