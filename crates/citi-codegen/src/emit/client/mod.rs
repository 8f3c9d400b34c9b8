//! The operations of a module → `client.rs`, `operations.rs`, `builder/…` and `mod.rs`.
//!
//! Each operation goes alone through progenitor, as the only one of a perfectly regular document
//! whose names are slots: [`document`] → [`generator`] → [`pieces`] → [`pass`] → text. So no quirk
//! of a document reaches progenitor, what it may still refuse has a name, and operations can be
//! made side by side.

mod builder_names;
mod client_file;
mod document;
mod generator;
mod headers_file;
mod module_file;
mod operation;
mod pass;
mod path;
mod pieces;
pub mod reserved;
mod security_file;
mod slots;
mod steps;
mod table;

pub(crate) use module_file::common;

use quote::quote;

use super::side_by_side::side_by_side;
use super::{EmitError, print, tokens};
use crate::lower::plan::ModulePlan;

/// What every operation of a module needs to know of its surroundings.
pub(crate) struct Surroundings<'a> {
    /// The document's id.
    document: &'a str,
    /// The path of the module in user code: `citi_accounts`, `citi_accounts::wallet`.
    place: &'a str,
}

/// The files of `module`, but for its types: (path relative to the module, text). `place` is the
/// module's path in user code; `has_types` says whether `types/mod.rs` is there.
pub(crate) fn files(
    module: &ModulePlan,
    place: &str,
    has_types: bool,
) -> Result<Vec<(String, String)>, EmitError> {
    let document = module.document.as_str();
    let mut files = vec![("mod.rs".to_owned(), module_file::text(module, has_types))];
    if module.operations.is_empty() {
        return Ok(files);
    }
    let surroundings = Surroundings { document, place };
    let names = builder_names::builder_names(&module.operations);
    let named: Vec<_> = module.operations.iter().zip(&names).collect();
    let made = side_by_side(&named, |(plan, name)| {
        operation::text(plan, name, &surroundings)
    })?;

    let mut index = Vec::new();
    let mut methods = String::new();
    for ((plan, name), operation) in module.operations.iter().zip(&names).zip(made) {
        let as_syntax = |message| EmitError::Syntax {
            place: "builder/mod.rs".to_owned(),
            message,
        };
        let file = tokens::ident(&plan.ident).map_err(as_syntax)?;
        let mut exported = vec![tokens::ident(name).map_err(as_syntax)?];
        for name in &operation.enums {
            exported.push(tokens::ident(name).map_err(as_syntax)?);
        }
        index.push((file, exported));
        if !methods.is_empty() {
            methods.push('\n');
        }
        methods.push_str(&operation.method);
        files.push((format!("builder/{}.rs", plan.ident), operation.file));
    }

    let modules = index.iter().map(|(file, _)| match file == "builder" {
        true => quote! {
            #[allow(clippy::module_inception, reason = "an operation has this name")]
            mod #file;
        },
        false => quote!(mod #file;),
    });
    let exports = index.iter().map(|(file, names)| match names.as_slice() {
        [name] => quote!(pub use #file::#name;),
        names => quote!(pub use #file::{#(#names),*};),
    });
    let builders = syn::parse2(quote! {
        //! A builder for each operation: arguments in, `send` to call the bank.

        #(#modules)*
        #(#exports)*
    })
    .map_err(|error| EmitError::Syntax {
        place: "builder/mod.rs".to_owned(),
        message: error.to_string(),
    })?;
    files.push((
        "builder/mod.rs".to_owned(),
        print::print(document, &builders),
    ));
    if !module.headers.is_empty() {
        files.push(("headers.rs".to_owned(), headers_file::text(module)?));
    }
    files.push(("client.rs".to_owned(), client_file::text(module, &methods)?));
    files.push(("operations.rs".to_owned(), table::text(module)?));
    if !module.schemes.is_empty() {
        files.push(("security.rs".to_owned(), security_file::text(module)?));
    }
    Ok(files)
}
