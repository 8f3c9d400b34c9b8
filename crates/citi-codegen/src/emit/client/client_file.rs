//! `client.rs`: the client, its hooks, and a method for each operation.

use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Fields, File, ImplItem, Item, Path};

use super::{document, generator};
use crate::emit::{EmitError, print, prose, tokens};
use crate::lower::plan::ModulePlan;

/// The text of `client.rs`; `methods` are the printed methods of the operations.
///
/// progenitor makes the bare client and its `ClientInfo`. What is hooked into a call is no client
/// but a `Call`, which knows the operation's entry in the table: so nothing is looked up by name.
pub(super) fn text(module: &ModulePlan, methods: &str) -> Result<String, EmitError> {
    let syntax = |message: String| EmitError::Syntax {
        place: "client.rs".to_owned(),
        message,
    };
    let mut document = document::empty();
    document.info.version.clone_from(&module.api_version);
    let generated = generator::generate(&document, std::iter::empty()).map_err(syntax)?;
    let (client, hooked) = take(generated, module).map_err(syntax)?;

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

            /// A call of `operation` with options of its own.
            pub(super) fn call(
                &self,
                operation: &'static citi_core::Operation,
                options: citi_core::CallOptions,
            ) -> Call {
                Call {
                    inner: self.inner.with_options(options),
                    operation,
                }
            }
        }
    })
    .map_err(syntax)?;
    let tail: File = tokens::parse(quote! {
        /// One call on its way: the connection with the call's options, and the operation's entry
        /// in the table.
        pub(super) struct Call {
            inner: citi_core::Connection,
            operation: &'static citi_core::Operation,
        }

        #(#hooked)*

        impl progenitor_client::ClientHooks<citi_core::Connection> for Call {
            async fn exec(
                &self,
                request: reqwest::Request,
                _: &progenitor_client::OperationInfo,
            ) -> reqwest::Result<reqwest::Response> {
                self.inner.exec(request, self.operation).await
            }
        }
    })
    .map_err(syntax)?;

    let head = print::print(&module.document, &head);
    let head = head
        .strip_suffix("}\n")
        .ok_or_else(|| syntax("the client's methods don't end in a brace".to_owned()))?;
    let tail = print::space(&prettyplease::unparse(&tail));
    Ok(format!("{head}\n{methods}}}\n\n{tail}"))
}

/// progenitor's client, made ours, and its items that are hooked into a call.
fn take(file: File, module: &ModulePlan) -> Result<(Item, Vec<Item>), String> {
    let mut client = None;
    let mut hooked = Vec::new();
    for item in file.items {
        match item {
            Item::Struct(mut item) if item.ident == "Client" => {
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
                let rest = &item;
                client = Some(Item::Struct(tokens::parse(quote!(#docs #rest))?));
            }
            // `impl ClientInfo<Connection> for Client`
            Item::Impl(mut block) if block.trait_.is_some() => {
                for item in &mut block.items {
                    if let ImplItem::Fn(method) = item {
                        let body = match method.sig.ident.to_string().as_str() {
                            "baseurl" => quote!({ self.inner.base_url() }),
                            "client" => quote!({ self.inner.http() }),
                            _ => continue,
                        };
                        method.block = tokens::parse(body)?;
                    }
                }
                hooked.push(Item::Impl(block));
            }
            // The assertion that the hooks are there.
            Item::Const(item) => hooked.push(Item::Const(item)),
            _ => {}
        }
    }
    for item in &mut hooked {
        Hooked.visit_item_mut(item);
    }
    let mut client = client.ok_or("progenitor made no client")?;
    // Only its paths: its own name is none.
    Hooked.visit_item_mut(&mut client);
    Ok((client, hooked))
}

fn docs(module: &ModulePlan) -> String {
    format!(
        "Client of {}, version {}.\n\nCloning it is cheap; clones share their connection.",
        prose::first_line(&module.title),
        prose::first_line(&module.api_version),
    )
}

/// `Client` → `Call` in paths, which then stand without the imports that progenitor makes.
struct Hooked;

impl VisitMut for Hooked {
    fn visit_path_mut(&mut self, path: &mut Path) {
        if path.is_ident("Client") {
            *path = quote::format_ident!("Call").into();
        }
        if let Some(first) = path.segments.first()
            && (first.ident == "ClientInfo" || first.ident == "ClientHooks")
        {
            path.segments
                .insert(0, quote::format_ident!("progenitor_client").into());
        }
        if path
            .segments
            .first()
            .is_some_and(|first| first.ident == "citi_core")
        {
            path.leading_colon = None;
        }
        visit_mut::visit_path_mut(self, path);
    }
}
