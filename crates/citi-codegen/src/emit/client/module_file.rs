//! `mod.rs` of a module: its documentation, its parts, the servers that its document names.

use quote::quote;

use crate::emit::{print, prose};
use crate::lower::plan::{ModulePlan, Shape};

/// The text of the `mod.rs` of the types that several documents have alike.
pub(crate) fn common(module: &ModulePlan) -> String {
    let mut text = print::header(&module.document);
    text.push_str(
        "\n//! What several documents have alike. Each of their modules gives it out too, under a path that stays\n\
         //! where it is if the documents come to differ.\n\n",
    );
    text.push_str(deprecated(module));
    text.push_str("pub mod types;\n");
    text
}

/// The text of `mod.rs`.
pub(super) fn text(module: &ModulePlan, has_types: bool) -> String {
    let mut docs = module.title.clone();
    if docs.is_empty() {
        docs.clone_from(&module.document);
    }
    let more = &module.docs;
    if !more.is_empty() {
        docs.push_str("\n\n");
        docs.push_str(more);
    }
    docs.push_str(&format!(
        "\n\nVersion {} of document `{}`.",
        prose::first_line(&module.api_version),
        module.document
    ));
    let mut text = print::header(&module.document);
    text.push('\n');
    for line in docs.lines() {
        text.push_str(if line.is_empty() { "//!" } else { "//! " });
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push('\n');
    text.push_str(deprecated(module));
    if !module.operations.is_empty() {
        text.push_str("pub mod builder;\nmod client;\n");
        if !module.headers.is_empty() {
            text.push_str("pub mod headers;\n");
        }
        text.push_str("pub mod operations;\n");
        if !module.schemes.is_empty() {
            text.push_str("pub mod security;\n");
        }
    }
    if has_types {
        text.push_str("pub mod types;\n");
    }
    if !module.operations.is_empty() {
        text.push_str("\npub use client::Client;\n");
    }
    let version = &module.api_version;
    text.push_str(&constant(
        "The version that the document gives itself.",
        "API_VERSION",
        version,
    ));
    for server in &module.servers {
        let docs = "The address of a server that the document names.";
        let docs = match prose::first_line(&server.docs) {
            "" => docs.to_owned(),
            words => format!("{words}\n\n{docs}"),
        };
        text.push_str(&constant(&docs, &server.ident, &server.url));
    }
    for token in &module.token_urls {
        let docs = match token.url.contains("://") {
            true => token.docs.clone(),
            false => format!(
                "{}\nIt is relative: it stands behind a server's address.",
                token.docs
            ),
        };
        text.push_str(&constant(&docs, &token.ident, &token.url));
    }
    if !module.operations.is_empty() {
        text.push_str(&constant(
            "The path of the first server's address, behind which the paths of operations begin.\n\
             Empty if the document names no server, or none with a path.",
            "BASE_PATH",
            &module.base_path,
        ));
    }
    text
}

fn constant(docs: &str, name: &str, value: &str) -> String {
    let value = quote!(#value);
    let docs = docs.replace('\n', "\n/// ").replace("/// \n", "///\n");
    format!("\n/// {docs}\npub const {name}: &str = {value};\n")
}

/// What lets code use what is going away, if there is something.
fn deprecated(module: &ModulePlan) -> &'static str {
    let types = &module.types;
    let going = module.operations.iter().any(|plan| plan.deprecated)
        || types
            .iter()
            .any(|ty| ty.deprecated || has_deprecated_field(&ty.shape));
    match going {
        true => {
            "#![allow(deprecated, reason = \"what is going away is still used by its own code\")]\n\n"
        }
        false => "",
    }
}

fn has_deprecated_field(shape: &Shape) -> bool {
    matches!(shape, Shape::Struct(plan) if plan.fields.iter().any(|field| field.deprecated))
}
