//! The operation table: what the runtime decides by.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::emit::{EmitError, print, tokens};
use crate::lower::plan::{
    BodyPlan, ModulePlan, OperationPlan, PagingPlan, ParameterPlan, RustType,
};
use crate::model::{Method, Place, Style};

/// What `Operation::EMPTY` says of how long a key is known.
const USUAL_KEY_HOURS: u32 = 24;

/// The name of an operation's entry: its method's, in capitals.
pub(super) fn constant(plan: &OperationPlan) -> Result<Ident, String> {
    tokens::ident(&plan.ident.to_uppercase())
}

/// `operations.rs`.
pub(super) fn text(module: &ModulePlan) -> Result<String, EmitError> {
    let mut names = Vec::new();
    let mut entries = Vec::new();
    for plan in &module.operations {
        let name = constant(plan).map_err(|what| EmitError::Shape {
            operation: plan.ident.clone(),
            pointer: plan.pointer.clone(),
            what,
        })?;
        entries.push(entry(plan, &name));
        names.push(name);
    }
    let file: syn::File = tokens::parse(quote! {
        //! The operation table: what the runtime knows of each operation and decides by.

        use citi_core::Operation;

        /// Every operation, in the order of the document.
        pub static OPERATIONS: &[Operation] = &[#(#names),*];

        #(#entries)*
    })
    .map_err(|message| EmitError::Syntax {
        place: "operations.rs".to_owned(),
        message,
    })?;
    Ok(print::print(&module.document, &file))
}

fn entry(plan: &OperationPlan, name: &Ident) -> TokenStream {
    let title = format!(
        " `{} {}`.",
        plan.method,
        plan.path.replace('`', "'").replace(['\n', '\r'], " ")
    );
    let fields = fields(plan);
    quote! {
        #[doc = #title]
        pub const #name: Operation = Operation {
            #(#fields,)*
            ..Operation::EMPTY
        };
    }
}

/// The fields that say something; the rest is that of `Operation::EMPTY`.
fn fields(plan: &OperationPlan) -> Vec<TokenStream> {
    let OperationPlan {
        path,
        limit_group,
        summary,
        ..
    } = plan;
    let id = plan.published_id.as_deref().unwrap_or(&plan.ident);
    let method = method(plan.method);
    let mut fields = vec![
        quote!(id: #id),
        quote!(method: #method),
        quote!(path: #path),
        quote!(limit_group: #limit_group),
    ];
    if let Some(calls) = plan.calls_per_minute {
        let calls = Literal::u32_unsuffixed(calls);
        fields.push(quote!(calls_per_minute: Some(#calls)));
    }
    if !summary.is_empty() {
        fields.push(quote!(summary: #summary));
    }
    if plan.idempotent {
        fields.push(quote!(idempotent: true));
    }
    if plan.deprecated {
        fields.push(quote!(deprecated: true));
    }
    if let Some(header) = &plan.idempotency_header {
        fields.push(quote!(idempotency_header: Some(#header)));
        if plan.idempotency_key_hours != USUAL_KEY_HOURS {
            let hours = Literal::u32_unsuffixed(plan.idempotency_key_hours);
            fields.push(quote!(idempotency_key_hours: #hours));
        }
    }
    if let Some(seconds) = plan.cache_seconds {
        let seconds = Literal::u32_unsuffixed(seconds);
        fields.push(quote!(cache_seconds: Some(#seconds)));
    }
    if plan.sensitive {
        fields.push(quote!(sensitive: true));
    }
    if let Some(paging) = plan.paging.as_ref().map(paging) {
        fields.push(quote!(paging: Some(#paging)));
    }
    let mut list = |name: &str, items: Vec<TokenStream>| {
        if !items.is_empty() {
            let name = quote::format_ident!("{name}");
            fields.push(quote!(#name: &[#(#items),*]));
        }
    };
    let texts = |texts: &[String]| texts.iter().map(|text| quote!(#text)).collect::<Vec<_>>();
    list("security", alternatives(plan));
    list("scopes", texts(&plan.scopes));
    let statuses = plan.answers.iter().map(|status| {
        let status = Literal::u16_unsuffixed(*status);
        quote!(#status)
    });
    list("answers", statuses.collect());
    list(
        "request_types",
        plan.body
            .iter()
            .flat_map(|body| std::iter::once(body).chain(&body.others))
            .map(|BodyPlan { content_type, .. }| quote!(#content_type))
            .collect(),
    );
    list("response_types", texts(&plan.accept));
    list(
        "array_styles",
        plan.parameters
            .iter()
            .filter(|parameter| matches!(parameter.ty, RustType::List(_)))
            .filter_map(|parameter| {
                let name = &parameter.wire;
                let style = style(parameter)?;
                Some(quote!((#name, #style)))
            })
            .collect(),
    );
    list(
        "supplied",
        plan.supplied
            .iter()
            .filter_map(|(place, name)| {
                let place = match place {
                    Place::Header => quote!(Header),
                    Place::Query => quote!(Query),
                    Place::Cookie => quote!(Cookie),
                    // A value in the path is always an argument.
                    Place::Path => return None,
                };
                Some(quote!((citi_core::Place::#place, #name)))
            })
            .collect(),
    );
    list("rules", texts(&plan.rules));
    fields
}

/// What it asks of its caller.
fn alternatives(plan: &OperationPlan) -> Vec<TokenStream> {
    let alternatives = plan.security.iter().map(|together| {
        let names = together.iter().map(|name| quote::format_ident!("{name}"));
        quote!(&[#(super::security::#names),*])
    });
    alternatives.collect()
}

fn method(method: Method) -> TokenStream {
    let variant = match method {
        Method::Get => quote!(Get),
        Method::Put => quote!(Put),
        Method::Post => quote!(Post),
        Method::Delete => quote!(Delete),
        Method::Options => quote!(Options),
        Method::Head => quote!(Head),
        Method::Patch => quote!(Patch),
        Method::Trace => quote!(Trace),
    };
    quote!(citi_core::Method::#variant)
}

fn paging(plan: &PagingPlan) -> TokenStream {
    let PagingPlan {
        cursor_parameter,
        next_cursor,
        items,
        walk: _,
    } = plan;
    quote! {
        citi_core::Paging {
            cursor_parameter: #cursor_parameter,
            next_cursor: #next_cursor,
            items: #items,
        }
    }
}

/// How a list travels, if not in the usual way of its place.
fn style(parameter: &ParameterPlan) -> Option<&'static str> {
    match (parameter.place, parameter.style, parameter.explode) {
        (Place::Query | Place::Cookie, Style::Form, true) => None,
        (Place::Path | Place::Header, Style::Simple, _) => None,
        (_, Style::Simple, false) => Some("simple"),
        (_, Style::Simple, true) => Some("simple exploded"),
        (_, Style::Form, false) => Some("form"),
        (_, Style::Form, true) => Some("form exploded"),
        (_, Style::Label, false) => Some("label"),
        (_, Style::Label, true) => Some("label exploded"),
        (_, Style::Matrix, false) => Some("matrix"),
        (_, Style::Matrix, true) => Some("matrix exploded"),
        (_, Style::SpaceDelimited, _) => Some("space"),
        (_, Style::PipeDelimited, _) => Some("pipe"),
        (_, Style::TabDelimited, _) => Some("tab"),
        (_, Style::DeepObject, _) => Some("deep"),
    }
}
