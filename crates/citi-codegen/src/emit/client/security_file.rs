//! `security.rs`: a constant for each security scheme that operations ask for.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::{EmitError, print, tokens};
use crate::lower::plan::{ModulePlan, SchemePlan};
use crate::model::{Flow, Place, SchemeKind};

/// The text of `security.rs`.
pub(super) fn text(module: &ModulePlan) -> Result<String, EmitError> {
    let syntax = |message: String| EmitError::Syntax {
        place: "security.rs".to_owned(),
        message,
    };
    let mut constants = Vec::new();
    for scheme in &module.schemes {
        let ident = tokens::ident(&scheme.ident).map_err(syntax)?;
        let name = scheme.name.replace('`', "'");
        let docs = match scheme.docs.is_empty() {
            true => format!("`{name}`."),
            false => format!("{}\n\n`{name}`.", scheme.docs),
        };
        let (docs, value) = (tokens::docs(&docs), value(scheme));
        constants.push(quote!(#docs pub const #ident: SecurityScheme = #value;));
    }
    let flows = constants
        .iter()
        .any(|constant| constant.to_string().contains("OAuthFlow"));
    let imports = match flows {
        true => quote!(
            use citi_core::{OAuthFlow, SecurityScheme};
        ),
        false => quote!(
            use citi_core::SecurityScheme;
        ),
    };
    let file: syn::File = tokens::parse(quote! {
        //! What operations ask of their caller: the security schemes of the document.

        #imports

        #(#constants)*
    })
    .map_err(syntax)?;
    Ok(print::print(&module.document, &file))
}

fn value(scheme: &SchemePlan) -> TokenStream {
    match &scheme.kind {
        SchemeKind::ApiKey { name, place } => {
            let place = match place {
                Place::Query => quote!(Query),
                Place::Cookie => quote!(Cookie),
                Place::Header | Place::Path => quote!(Header),
            };
            quote!(SecurityScheme::Key { place: citi_core::Place::#place, name: #name })
        }
        SchemeKind::Http { scheme, .. } => quote!(SecurityScheme::Http { scheme: #scheme }),
        SchemeKind::OAuth2 { flows } => {
            let flows = flows.iter().map(flow);
            quote!(SecurityScheme::OAuth2 { flows: &[#(#flows),*] })
        }
        SchemeKind::OpenIdConnect { url } => quote!(SecurityScheme::OpenIdConnect { url: #url }),
        SchemeKind::MutualTls => quote!(SecurityScheme::MutualTls),
        SchemeKind::Unknown { kind } => quote!(SecurityScheme::Other { kind: #kind }),
    }
}

fn flow(flow: &Flow) -> TokenStream {
    let address = |url: &Option<String>| match url {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    };
    let name = &flow.name;
    let (authorization_url, token_url) =
        (address(&flow.authorization_url), address(&flow.token_url));
    quote! {
        OAuthFlow {
            name: #name,
            authorization_url: #authorization_url,
            token_url: #token_url,
        }
    }
}
