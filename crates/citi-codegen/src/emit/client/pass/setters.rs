//! Setters: their names, documentation and messages; `new`.

use proc_macro2::Ident;
use quote::{format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, ImplItem, LitStr, Stmt, Visibility};

use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::pieces::Pieces;
use crate::emit::client::slots;
use crate::emit::tokens;
use crate::lower::plan::ParameterPlan;
use crate::model::Place;

/// Documents each setter, makes its messages name the argument as the user knows it, and `new`
/// private to the crate.
pub(super) fn setters(pieces: &mut Pieces, context: &Context<'_>) -> Result<(), EmitError> {
    for item in &mut pieces.methods.items {
        let ImplItem::Fn(method) = item else {
            return Err(context.shape("the builder has an item that is no method"));
        };
        if method.sig.ident == "new" {
            method.vis = context.parse::<Visibility>(quote!(pub(crate)))?;
            new(&mut method.block, context)?;
            continue;
        }
        let slot = method.sig.ident.to_string();
        let (name, docs) = if slot == slots::BODY {
            (
                slots::body_name(context.plan).to_owned(),
                body_docs(context),
            )
        } else {
            let parameter = slots::parameter(context.plan, &slot)
                .ok_or_else(|| context.shape(format!("the builder has a setter `{slot}`")))?;
            (parameter.ident.clone(), argument_docs(parameter))
        };
        Message {
            slot: &slot,
            name: &name,
        }
        .visit_block_mut(&mut method.block);
        if let Some(value) = converted(&method.block, context)? {
            assign(&mut method.block, value);
        }
        method.attrs = tokens::doc_attributes(&docs);
    }
    // progenitor's order is by place and name; ours is that of the plan, the body last.
    pieces.methods.items.sort_by_key(|item| match item {
        ImplItem::Fn(method) if method.sig.ident == "new" => (0, String::new()),
        ImplItem::Fn(method) if method.sig.ident == slots::BODY => (2, String::new()),
        ImplItem::Fn(method) => (1, method.sig.ident.to_string()),
        _ => (3, String::new()),
    });
    Ok(())
}

/// The runtime's function in place of `value.try_into().map(Some).map_err(|_| …)`, whose closures the user's compiler
/// would check in every setter; `None` where progenitor makes something else of the value.
fn converted(block: &syn::Block, context: &Context<'_>) -> Result<Option<Expr>, EmitError> {
    let Some(Stmt::Expr(Expr::Assign(assign), _)) = block.stmts.first() else {
        return Ok(None);
    };
    let mut methods = Vec::new();
    let mut refused = None;
    let mut expr = assign.right.as_ref();
    while let Expr::MethodCall(call) = expr {
        let name = call.method.to_string();
        if name == "map_err" {
            refused = call.args.first().and_then(words);
        } else if name == "map"
            && !matches!(call.args.first(), Some(Expr::Path(some)) if some.path.is_ident("Some"))
        {
            return Ok(None);
        }
        methods.push(name);
        expr = &call.receiver;
    }
    let function = match methods.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["map_err", "try_into"] => quote!(convert),
        ["map_err", "map", "try_into"] => quote!(convert_some),
        _ => return Ok(None),
    };
    match refused {
        Some(words) => context
            .parse(quote!(wire::#function(value, #words)))
            .map(Some),
        None => Ok(None),
    }
}

/// `|_| "words".to_string()` → `words`.
fn words(closure: &Expr) -> Option<LitStr> {
    let Expr::Closure(closure) = closure else {
        return None;
    };
    let Expr::MethodCall(owned) = closure.body.as_ref() else {
        return None;
    };
    match owned.receiver.as_ref() {
        Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(words),
            ..
        }) => Some(words.clone()),
        _ => None,
    }
}

fn assign(block: &mut syn::Block, value: Expr) {
    if let Some(Stmt::Expr(Expr::Assign(assign), _)) = block.stmts.first_mut() {
        *assign.right = value;
    }
}

/// Parses attributes.
pub(super) fn attributes(
    attributes: proc_macro2::TokenStream,
    context: &Context<'_>,
) -> Result<Vec<Attribute>, EmitError> {
    Ok(context
        .parse::<syn::ItemStruct>(quote!(#attributes struct Carrier;))?
        .attrs)
}

fn new(block: &mut syn::Block, context: &Context<'_>) -> Result<(), EmitError> {
    struct Fields<'a>(&'a Context<'a>);
    impl VisitMut for Fields<'_> {
        fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
            let syn::Member::Named(slot) = &field.member else {
                return;
            };
            let slot = slot.to_string();
            if let syn::Expr::Path(value) = &field.expr
                && value.path.is_ident(slot.as_str())
            {
                field.colon_token = None;
            }
            let name = match slots::parameter(self.0.plan, &slot) {
                Some(parameter) => parameter.ident.as_str(),
                None => slots::body_name(self.0.plan),
            };
            Message { slot: &slot, name }.visit_expr_mut(&mut field.expr);
        }
    }
    Fields(context).visit_block_mut(block);
    // The options that every builder has.
    struct Options {
        found: bool,
    }
    impl VisitMut for Options {
        fn visit_expr_struct_mut(&mut self, literal: &mut syn::ExprStruct) {
            self.found = true;
            let member: Ident = format_ident!("options");
            if let Ok(field) = syn::parse2(quote!(#member: citi_core::CallOptions::default())) {
                literal.fields.insert(1, field);
            }
            visit_mut::visit_expr_struct_mut(self, literal);
        }
    }
    let mut options = Options { found: false };
    options.visit_block_mut(block);
    if options.found {
        Ok(())
    } else {
        Err(context.shape("`new` makes no builder"))
    }
}

/// progenitor's messages, with the argument's own name and a remedy.
struct Message<'a> {
    slot: &'a str,
    name: &'a str,
}

impl VisitMut for Message<'_> {
    fn visit_lit_str_mut(&mut self, literal: &mut LitStr) {
        let Self { slot, name } = self;
        let text = literal.value();
        let text = if text == format!("{slot} was not initialized") {
            format!("`{name}` is required: set it before `send`")
        } else if let Some(conversion) = text.strip_suffix(&format!(" for {slot} failed")) {
            format!("`{name}`: {} failed", close(conversion))
        } else {
            return;
        };
        *literal = LitStr::new(&text, literal.span());
    }
}

/// A type's text as progenitor prints its tokens, without the spaces between them.
fn close(text: &str) -> String {
    text.replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" >", ">")
        .replace(":: ", "::")
}

fn argument_docs(parameter: &ParameterPlan) -> String {
    let place = match parameter.place {
        Place::Path => "Path parameter",
        Place::Query => "Query parameter",
        Place::Header => "Header",
        Place::Cookie => "Cookie",
    };
    let required = if parameter.required || parameter.place == Place::Path {
        "required"
    } else {
        "optional"
    };
    let mut docs = parameter.docs.clone();
    if docs.is_empty() {
        docs = format!("Sets `{}`.", parameter.wire);
    }
    format!("{docs}\n\n{place} `{}`, {required}.", parameter.wire)
}

fn body_docs(context: &Context<'_>) -> String {
    let Some(body) = &context.plan.body else {
        return String::new();
    };
    let mut docs = body.docs.clone();
    if docs.is_empty() {
        docs = "Sets the body.".to_owned();
    }
    let required = if body.required {
        "required"
    } else {
        "optional"
    };
    format!("{docs}\n\nBody, `{}`, {required}.", body.content_type)
}
