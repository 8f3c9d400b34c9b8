//! Paths as a person would write them, and the imports that they need.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Macro, Path};

/// Crates that are named without `::` before them.
const CRATES: [&str; 3] = ["citi_core", "reqwest", "std"];
/// Modules of `citi_core::support`.
const RUNTIME: [&str; 4] = ["answer", "check", "pages", "wire"];
/// Modules beside `builder`.
const BESIDE: [&str; 2] = ["operations", "types"];

/// Shortens paths and puts the imports at the head of the file.
pub(in super::super) fn tidy(file: &mut syn::File) {
    let mut paths = Paths::default();
    paths.visit_file_mut(file);
    let list = |names: &[&str]| {
        names
            .iter()
            .filter(|name| paths.used.contains(**name))
            .map(|name| format_ident!("{name}"))
            .collect::<Vec<_>>()
    };
    let import = |root: TokenStream, names: Vec<proc_macro2::Ident>| match names.as_slice() {
        [] => None,
        [name] => Some(quote!(use #root::#name;)),
        names => Some(quote!(use #root::{#(#names),*};)),
    };
    let imports = [
        import(quote!(citi_core::support), list(&RUNTIME)),
        import(quote!(super::super), list(&BESIDE)),
    ];
    for (index, import) in imports.into_iter().flatten().enumerate() {
        // These are texts of this file: they always parse.
        if let Ok(import) = syn::parse2(import) {
            file.items.insert(index, import);
        }
    }
}

#[derive(Default)]
struct Paths {
    used: BTreeSet<String>,
}

impl Paths {
    fn in_macro(&mut self, stream: TokenStream) {
        let mut previous = None;
        for token in stream {
            match token {
                TokenTree::Ident(ident) => previous = Some(ident.to_string()),
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    self.used.extend(previous.take());
                }
                TokenTree::Group(group) => {
                    self.in_macro(group.stream());
                    previous = None;
                }
                _ => previous = None,
            }
        }
    }
}

impl VisitMut for Paths {
    fn visit_path_mut(&mut self, path: &mut Path) {
        let texts: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let drop = |path: &mut Path, count: usize| {
            path.leading_colon = None;
            path.segments = std::mem::take(&mut path.segments)
                .into_iter()
                .skip(count)
                .collect();
        };
        match texts
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice()
        {
            ["citi_core", "support", module, _, ..] if RUNTIME.contains(module) => drop(path, 2),
            ["std", "convert", "TryInto"] => drop(path, 2),
            // The only way in which progenitor's code names its error.
            ["Error", "InvalidRequest"] => {
                path.segments = ["wire", "Unsent", "argument"]
                    .map(|name| syn::PathSegment::from(format_ident!("{name}")))
                    .into_iter()
                    .collect();
            }
            ["super", "Client"] => path.segments.insert(0, format_ident!("super").into()),
            [first, ..] if CRATES.contains(first) => path.leading_colon = None,
            _ => {}
        }
        if path.segments.len() > 1
            && let Some(first) = path.segments.first()
        {
            self.used.insert(first.ident.to_string());
        }
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_macro_mut(&mut self, call: &mut Macro) {
        self.in_macro(call.tokens.clone());
    }
}
