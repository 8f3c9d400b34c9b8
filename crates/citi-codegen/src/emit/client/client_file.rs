//! `client.rs`: the client, and a method for each operation.

use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Fields, File, Item, Path};

use super::{document, generator};
use crate::emit::{EmitError, print, prose, tokens};
use crate::lower::plan::ModulePlan;

/// The text of `client.rs`; `methods` are the printed methods of the operations.
///
/// progenitor makes the bare client. What it would hook into a call is the runtime's `Call`, which knows the
/// operation's entry in the table: so nothing is looked up by name.
pub(super) fn text(module: &ModulePlan, methods: &str) -> Result<String, EmitError> {
    let syntax = |message: String| EmitError::Syntax {
        place: "client.rs".to_owned(),
        message,
    };
    let mut document = document::empty();
    document.info.version.clone_from(&module.api_version);
    let generated = generator::client(&document).map_err(syntax)?;
    let client = take(generated, module).map_err(syntax)?;

    let head: File = tokens::parse(quote! {
        use super::builder;

        #client

        impl Client {
            /// A client that calls through `connection`.
            #[must_use]
            pub fn new(connection: citi_core::Connection) -> Self {
                Self { inner: connection }
            }

            /// The connection that it calls through.
            #[must_use]
            pub fn connection(&self) -> &citi_core::Connection {
                &self.inner
            }
        }
    })
    .map_err(syntax)?;
    let head = print::print(&module.document, &head);
    let head = head
        .strip_suffix("}\n")
        .ok_or_else(|| syntax("the client's methods don't end in a brace".to_owned()))?;
    Ok(format!("{head}\n{methods}}}\n"))
}

/// progenitor's client, made ours.
fn take(file: File, module: &ModulePlan) -> Result<Item, String> {
    let client = file.items.into_iter().find_map(|item| match item {
        Item::Struct(item) if item.ident == "Client" => Some(item),
        _ => None,
    });
    let mut item = client.ok_or("progenitor made no client")?;
    let Fields::Named(fields) = &mut item.fields else {
        return Err("progenitor's client has no named fields".to_owned());
    };
    fields.named = std::mem::take(&mut fields.named)
        .into_iter()
        .filter(|field| field.ident.as_ref().is_some_and(|ident| ident == "inner"))
        .map(|mut field| {
            field.vis = syn::Visibility::Inherited;
            field
        })
        .collect();
    item.attrs
        .retain(|attribute| !attribute.path().is_ident("doc"));
    let docs = tokens::docs(&docs(module));
    let mut client = tokens::parse(quote!(#docs #item))?;
    Rooted.visit_item_mut(&mut client);
    Ok(client)
}

fn docs(module: &ModulePlan) -> String {
    format!(
        "Client of {}, version {}.\n\nCloning it is cheap; clones share their connection.",
        prose::first_line(&module.title),
        prose::first_line(&module.api_version),
    )
}

/// Paths without `::` before them.
struct Rooted;

impl VisitMut for Rooted {
    fn visit_path_mut(&mut self, path: &mut Path) {
        let mut segments = path.segments.iter();
        if segments
            .next()
            .is_some_and(|first| first.ident == "citi_core")
        {
            path.leading_colon = None;
        }
        visit_mut::visit_path_mut(self, path);
    }
}
