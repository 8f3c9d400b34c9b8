//! What a generated crate offers, as text: one line for each public item.

use std::collections::BTreeMap;

use super::{EmitError, Files};

/// The public items of generated files, a line each, sorted: `struct types::Account`, `types::Account.currency: String`,
/// `fn Client::list_accounts(&self) -> …`. A changed document shows in it as what it changes for code.
///
/// # Errors
/// [`EmitError::Syntax`] names the file that is no Rust.
pub fn public_api(files: &Files) -> Result<String, EmitError> {
    let mut lines = BTreeMap::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let file = syn::parse_file(text).map_err(|error| EmitError::Syntax {
            place: path.clone(),
            message: error.to_string(),
        })?;
        let module = module_of(path);
        for item in &file.items {
            list(&module, item, &mut lines);
        }
    }
    let mut text = lines.into_keys().collect::<Vec<_>>().join("\n");
    text.push('\n');
    Ok(text)
}

/// The public path of a file: files of types and builders are re-exported from their folder.
fn module_of(path: &str) -> String {
    let mut parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    let last = parts.pop().unwrap_or_default();
    let inside = matches!(parts.last(), Some(&("types" | "builder")));
    if !inside && !matches!(last, "mod" | "client" | "operations") {
        parts.push(last);
    }
    parts.join("::")
}

fn list(module: &str, item: &syn::Item, lines: &mut BTreeMap<String, ()>) {
    let path = |name: &dyn std::fmt::Display| {
        if module.is_empty() {
            name.to_string()
        } else {
            format!("{module}::{name}")
        }
    };
    let mut add = |line: String| {
        lines.insert(line, ());
    };
    match item {
        syn::Item::Struct(item) if is_public(&item.vis) => {
            let name = path(&item.ident);
            add(format!("struct {name}"));
            for (position, field) in item
                .fields
                .iter()
                .enumerate()
                .filter(|(_, field)| is_public(&field.vis))
            {
                let field_name = field
                    .ident
                    .as_ref()
                    .map_or_else(|| position.to_string(), ToString::to_string);
                add(format!("{name}.{field_name}: {}", plain(&field.ty)));
            }
        }
        syn::Item::Enum(item) if is_public(&item.vis) => {
            let name = path(&item.ident);
            add(format!("enum {name}"));
            for variant in &item.variants {
                let held: Vec<String> = variant
                    .fields
                    .iter()
                    .map(|field| plain(&field.ty))
                    .collect();
                let held = if held.is_empty() {
                    String::new()
                } else {
                    format!("({})", held.join(", "))
                };
                add(format!("{name}::{}{held}", variant.ident));
            }
        }
        syn::Item::Fn(item) if is_public(&item.vis) => add(format!(
            "fn {}{}",
            path(&item.sig.ident),
            signature(&item.sig)
        )),
        syn::Item::Const(item) if is_public(&item.vis) => {
            add(format!("const {}: {}", path(&item.ident), plain(&item.ty)))
        }
        syn::Item::Static(item) if is_public(&item.vis) => {
            add(format!("static {}: {}", path(&item.ident), plain(&item.ty)))
        }
        syn::Item::Type(item) if is_public(&item.vis) => {
            add(format!("type {} = {}", path(&item.ident), plain(&item.ty)))
        }
        syn::Item::Impl(item) => {
            let name = path(&plain(&item.self_ty));
            match &item.trait_ {
                Some((of, _)) => add(format!("impl {} for {name}", plain(of))),
                None => {
                    for member in &item.items {
                        if let syn::ImplItem::Fn(method) = member
                            && is_public(&method.vis)
                        {
                            add(format!(
                                "fn {name}::{}{}",
                                method.sig.ident,
                                signature(&method.sig)
                            ));
                        }
                    }
                }
            }
        }
        syn::Item::Mod(item) => {
            if let Some((_, items)) = &item.content {
                for inner in items {
                    list(&path(&item.ident), inner, lines);
                }
            }
        }
        _ => {}
    }
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

fn signature(signature: &syn::Signature) -> String {
    let generics = plain(&signature.generics);
    let inputs: Vec<String> = signature.inputs.iter().map(plain).collect();
    let bounds = signature
        .generics
        .where_clause
        .as_ref()
        .map_or_else(String::new, |clause| format!(" {}", plain(clause)));
    format!(
        "{generics}({}){}{bounds}",
        inputs.join(", "),
        match &signature.output {
            syn::ReturnType::Default => String::new(),
            syn::ReturnType::Type(_, ty) => format!(" -> {}", plain(ty)),
        }
    )
}

/// Tokens without the blanks that separate them.
fn plain(tokens: &impl quote::ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (from, to) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        ("< ", "<"),
        (" > ", "> "),
        (" >", ">"),
        (" ,", ","),
        ("& ", "&"),
        (" :", ":"),
        ("( ", "("),
        (" )", ")"),
    ] {
        text = text.replace(from, to);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_public_item_is_a_line_and_private_ones_are_none() {
        let files = Files::from([
            (
                "types/account.rs".to_owned(),
                "#[derive(Clone)] pub struct Account { pub id: Option<String>, hidden: u8 }\n\
                 impl Account { pub fn builder() -> B { B } fn secret(&self) {} }\n\
                 pub enum Kind { A, Unknown(String) }"
                    .to_owned(),
            ),
            (
                "client.rs".to_owned(),
                "impl Client { pub fn list(&self) -> builder::List<'_> { todo() } }".to_owned(),
            ),
        ]);
        assert_eq!(
            public_api(&files).unwrap(),
            "enum types::Kind\nfn Client::list(&self) -> builder::List<'_>\nfn types::Account::builder() -> B\nstruct types::Account\n\
             types::Account.id: Option<String>\ntypes::Kind::A\ntypes::Kind::Unknown(String)\n"
        );
    }
}
