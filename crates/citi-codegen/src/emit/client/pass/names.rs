//! Slots → the names that the user knows.

use std::collections::BTreeMap;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Field, ImplItemFn, Macro, Member, PatIdent};

use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::slots;
use crate::emit::tokens;

/// Names that the code of a builder uses itself.
const OWN: [&str; 12] = [
    "client",
    "options",
    "url",
    "header_map",
    "cookies",
    "request",
    "info",
    "result",
    "response",
    "call",
    "value",
    "key",
];

/// Gives arguments their names. Where one is called like something that the code uses itself,
/// that gets an underscore.
pub(in super::super) fn names(
    file: &mut syn::File,
    context: &Context<'_>,
) -> Result<(), EmitError> {
    let mut names = BTreeMap::new();
    let mut taken: Vec<&str> = Vec::new();
    for (index, parameter) in context.plan.parameters.iter().enumerate() {
        let name = tokens::ident(&parameter.ident).map_err(|what| context.shape(what))?;
        if taken.contains(&parameter.ident.as_str()) {
            return Err(context.shape(format!("two arguments are called `{name}`")));
        }
        taken.push(&parameter.ident);
        names.insert(slots::argument(index), name);
    }
    let body = slots::body_name(context.plan);
    if body != slots::BODY {
        names.insert(slots::BODY.to_owned(), Ident::new(body, Span::call_site()));
    }
    for own in OWN {
        let mut name = own.to_owned();
        while taken.contains(&name.as_str()) {
            name.push('_');
        }
        if name != own {
            names.insert(own.to_owned(), Ident::new(&name, Span::call_site()));
        }
    }
    Names(names).visit_file_mut(file);
    Ok(())
}

struct Names(BTreeMap<String, Ident>);

impl Names {
    fn rename(&self, ident: &mut Ident) {
        if let Some(name) = self.0.get(&ident.to_string()) {
            *ident = name.clone();
        }
    }

    /// In a macro, a name after a dot or beside `::` is no variable.
    fn in_macro(&self, stream: TokenStream) -> TokenStream {
        let mut previous = ' ';
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut out = Vec::with_capacity(tokens.len());
        for (index, token) in tokens.iter().enumerate() {
            let next = match tokens.get(index + 1) {
                Some(TokenTree::Punct(punct)) => punct.as_char(),
                _ => ' ',
            };
            let renamed = match token {
                TokenTree::Ident(ident) if previous != '.' && previous != ':' && next != ':' => {
                    let mut ident = ident.clone();
                    self.rename(&mut ident);
                    TokenTree::Ident(ident)
                }
                TokenTree::Group(group) => {
                    TokenTree::Group(Group::new(group.delimiter(), self.in_macro(group.stream())))
                }
                other => other.clone(),
            };
            previous = match token {
                TokenTree::Punct(punct) => punct.as_char(),
                _ => ' ',
            };
            out.push(renamed);
        }
        out.into_iter().collect()
    }
}

impl VisitMut for Names {
    fn visit_pat_ident_mut(&mut self, pattern: &mut PatIdent) {
        self.rename(&mut pattern.ident);
        visit_mut::visit_pat_ident_mut(self, pattern);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::Path(path) = expr
            && path.qself.is_none()
            && path.path.leading_colon.is_none()
            && path.path.segments.len() == 1
            && let Some(segment) = path.path.segments.first_mut()
        {
            self.rename(&mut segment.ident);
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_field_mut(&mut self, field: &mut Field) {
        if let Some(ident) = &mut field.ident {
            self.rename(ident);
        }
        visit_mut::visit_field_mut(self, field);
    }

    fn visit_member_mut(&mut self, member: &mut Member) {
        if let Member::Named(ident) = member {
            self.rename(ident);
        }
    }

    fn visit_impl_item_fn_mut(&mut self, method: &mut ImplItemFn) {
        // A setter; the builder's other methods are called like no slot.
        if slots::is_argument(&method.sig.ident) || method.sig.ident == slots::BODY {
            self.rename(&mut method.sig.ident);
        }
        visit_mut::visit_impl_item_fn_mut(self, method);
    }

    fn visit_macro_mut(&mut self, call: &mut Macro) {
        call.tokens = self.in_macro(std::mem::take(&mut call.tokens));
    }
}
