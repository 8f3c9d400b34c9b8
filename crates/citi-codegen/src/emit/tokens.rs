//! Tokens of what a plan names.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{AttrStyle, Attribute, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue};

use crate::lower::plan::{Payload, RustType};

/// Parses tokens that were put together here; the parser's words if they don't fit.
pub(crate) fn parse<T: syn::parse::Parse>(tokens: TokenStream) -> Result<T, String> {
    syn::parse2(tokens).map_err(|error| error.to_string())
}

/// The identifier `name`; refused if it is none, a keyword too.
pub(crate) fn ident(name: &str) -> Result<Ident, String> {
    syn::parse_str(name).map_err(|_| format!("`{name}` is no Rust identifier"))
}

/// The Rust text of a type; `types` is the path of the module of the generated types.
///
/// Generated types are always named by a path, so none of them can hide one of the prelude.
pub(crate) fn type_text(ty: &RustType, types: &str) -> String {
    let inner = |inner: &RustType| type_text(inner, types);
    match ty {
        RustType::String => "String".to_owned(),
        RustType::Bool => "bool".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::U64 => "u64".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::Number => "citi_core::Number".to_owned(),
        RustType::Json => "citi_core::Json".to_owned(),
        RustType::Date => "citi_core::Date".to_owned(),
        RustType::DateTime => "citi_core::DateTime".to_owned(),
        RustType::Secret => "citi_core::Secret".to_owned(),
        RustType::Bytes => "citi_core::Bytes".to_owned(),
        RustType::Xml => "citi_core::Xml".to_owned(),
        RustType::List(item) => format!("Vec<{}>", inner(item)),
        RustType::Map(value) => format!("citi_core::Map<{}>", inner(value)),
        RustType::Option(value) => format!("Option<{}>", inner(value)),
        RustType::Boxed(value) => format!("Box<{}>", inner(value)),
        RustType::Named(name) => format!("{types}::{name}"),
    }
}

/// The Rust text of the type of an answer's body.
pub(crate) fn payload_text(payload: &Payload, types: &str) -> String {
    match payload {
        Payload::Empty => "()".to_owned(),
        Payload::Json(ty) => type_text(ty, types),
        Payload::Text => "String".to_owned(),
        Payload::Bytes => "citi_core::Bytes".to_owned(),
        Payload::Xml => "citi_core::Xml".to_owned(),
    }
}

/// Lines of Markdown as doc attributes, one a line, so that they are printed as `///`.
pub(crate) fn docs(markdown: &str) -> TokenStream {
    let lines = markdown.trim_end().lines().map(|line| {
        let line = if line.trim().is_empty() {
            String::new()
        } else {
            format!(" {}", line.trim_end())
        };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// Lines of Markdown as `///` lines, as [`docs`] are printed.
pub(crate) fn doc_lines(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() * 5 / 4);
    for line in markdown.trim_end().lines() {
        let line = line.trim_end();
        out.push_str(if line.is_empty() { "///" } else { "/// " });
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// As [`docs`], parsed.
pub(crate) fn doc_attributes(markdown: &str) -> Vec<Attribute> {
    let lines = markdown.trim_end().lines().map(str::trim_end);
    lines
        .map(|line| {
            let text = match line.is_empty() {
                true => String::new(),
                false => format!(" {line}"),
            };
            let lit = Lit::Str(LitStr::new(&text, Span::call_site()));
            Attribute {
                pound_token: Default::default(),
                style: AttrStyle::Outer,
                bracket_token: Default::default(),
                meta: Meta::NameValue(MetaNameValue {
                    path: Ident::new("doc", Span::call_site()).into(),
                    eq_token: Default::default(),
                    value: Expr::Lit(ExprLit {
                        attrs: Vec::new(),
                        lit,
                    }),
                }),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_type_is_named_by_its_path_at_any_depth() {
        let ty = RustType::List(Box::new(RustType::Option(Box::new(RustType::Named(
            "String".to_owned(),
        )))));
        assert_eq!(type_text(&ty, "types"), "Vec<Option<types::String>>");
    }

    #[test]
    fn lines_of_documentation_are_the_same_in_every_form() {
        let markdown = "One `a`.\n\n  - \"two\" \\ {  \n/three\n\n";
        let docs = docs(markdown);
        let parsed: syn::ItemStruct = syn::parse_quote!(#docs struct A;);
        assert!(parsed.attrs == doc_attributes(markdown));
        let file: syn::File = syn::parse_quote!(#docs struct A;);
        let printed = prettyplease::unparse(&file);
        assert_eq!(printed, format!("{}struct A;\n", doc_lines(markdown)));
    }

    #[test]
    fn a_keyword_is_no_identifier() {
        assert!(ident("type").is_err());
        assert!(ident("a b").is_err());
        assert_eq!(ident("type_").unwrap(), "type_");
    }
}
