//! A body in another form than the usual one.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::body::styles;
use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;
use crate::emit::client::slots;
use crate::emit::rules;
use crate::emit::tokens::{docs, type_text};
use crate::lower::plan::{BodyPlan, Encoding, RustType};

/// Gives the builder a setter for each further form of the body, `body_xml`, and `body_stream` where the body is bytes.
/// What they set travels with the options of the call: the code that sends it stands once, in the runtime.
pub(super) fn others(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    let Some(body) = &context.plan.body else {
        return Ok(());
    };
    for other in &body.others {
        let setter = setter(body, other, context)?;
        pieces.methods.items.push(setter);
    }
    let bytes = std::iter::once(body)
        .chain(&body.others)
        .find(|body| body.can_stream());
    if let Some(bytes) = bytes {
        let name = name(context, "stream");
        let setter = format_ident!("{name}");
        let media = &bytes.content_type;
        let docs = docs(&format!(
            "Sets the body, sent as it is read: a file, a stream.\n\nBody, `{media}`, in place of `{}`.",
            slots::body_name(context.plan)
        ));
        pieces.methods.items.push(context.parse(quote! {
            #docs
            pub fn #setter(mut self, value: impl Into<citi_core::Upload>) -> Self {
                let value = Some(value.into());
                self.options = wire::instead(self.options, #name, #media, value, Ok);
                self
            }
        })?);
    }
    Ok(())
}

fn setter(
    body: &BodyPlan,
    other: &BodyPlan,
    context: &Context<'_>,
) -> Result<syn::ImplItem, EmitError> {
    let form = match other.encoding {
        Encoding::Json => "json",
        Encoding::Form => "form",
        Encoding::Multipart => "multipart",
        Encoding::Text => "text",
        Encoding::Bytes => "bytes",
        Encoding::Xml => "xml",
    };
    let name = name(context, form);
    let setter = format_ident!("{name}");
    let media = &other.content_type;
    if http::HeaderValue::from_str(media).is_err() {
        return Err(context.wire(format!("the content type `{media}` can't be sent")));
    }
    let usual = slots::body_name(context.plan);
    let docs = docs(&format!(
        "Sets the body as `{media}`.\n\nBody, `{media}`, in place of `{usual}`, which is `{}`.",
        body.content_type
    ));
    let ty: syn::Type = syn::parse_str(&type_text(other.ty.without_option(), "types"))
        .map_err(|error| context.shape(error.to_string()))?;
    let styles = styles(other);
    let write: TokenStream = match other.encoding {
        Encoding::Json => quote!(wire::json(&value)?.into()),
        Encoding::Form => quote!(wire::form(&value, #styles)?.into()),
        Encoding::Multipart => quote!(wire::multipart(&value, #styles)?.into()),
        Encoding::Text if other.ty != RustType::String => quote!(wire::text(&value)?.into()),
        Encoding::Text | Encoding::Bytes | Encoding::Xml => quote!(value.into()),
    };
    let check = (!matches!(
        other.encoding,
        Encoding::Text | Encoding::Bytes | Encoding::Xml
    ))
    .then(|| {
        let rules = rules::tokens(&other.rules);
        let item_rules = rules::tokens(&other.item_rules);
        quote!(check::value(#name, &value, #rules, #item_rules)?;)
    });
    let make = match check {
        Some(check) => quote!(|value| { #check Ok(#write) }),
        None => quote!(|value| Ok(#write)),
    };
    context.parse(quote! {
        #docs
        pub fn #setter<V>(mut self, value: V) -> Self
        where
            V: TryInto<#ty>,
        {
            let value: Option<#ty> = value.try_into().ok();
            self.options = wire::instead(self.options, #name, #media, value, #make);
            self
        }
    })
}

/// `body_xml`, unless an argument is called so.
fn name(context: &Context<'_>, form: &str) -> String {
    let plain = format!("{}_{form}", slots::body_name(context.plan));
    let taken = |name: &str| {
        let mut parameters = context.plan.parameters.iter();
        parameters.any(|parameter| parameter.ident == name)
    };
    match taken(&plain) {
        true => format!("with_{plain}"),
        false => plain,
    }
}
