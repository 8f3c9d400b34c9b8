//! A crate's plan → the files under `src/generated`.

use std::collections::{BTreeMap, BTreeSet};

use super::shared::{self, Shared};
use super::{EmitError, client, print, types};
use crate::lower::plan::{CratePlan, ModulePlan};

/// Path, relative to `src/generated` or to the crate, → text.
pub type Files = BTreeMap<String, String>;

/// Emits every module of `plan`. A crate of one document holds it at the root of `generated`,
/// one of several in a folder for each; types that they have alike stand in one more, and each module gives them out
/// under its own path too.
///
/// ```
/// use citi_codegen::{emit, lower::plan::CratePlan};
/// let plan = CratePlan { name: "citi-cards".to_owned(), modules: Vec::new() };
/// assert!(emit::emit(&plan)?["mod.rs"].contains("citi-cards"));
/// # Ok::<(), emit::EmitError>(())
/// ```
///
/// # Errors
/// [`EmitError`] names the operation or the file that can't be written.
pub fn emit(plan: &CratePlan) -> Result<Files, EmitError> {
    let mut files = Files::new();
    let several = plan.modules.len() != 1;
    let shared = match several {
        true => shared::shared(&plan.modules),
        false => Shared::default(),
    };
    let nothing = BTreeSet::new();
    for (at, module) in plan.modules.iter().enumerate() {
        let (folder, place) = if several {
            (
                format!("{}/", module.name),
                format!("{}::{}", crate_ident(&plan.name), module.name),
            )
        } else {
            (String::new(), crate_ident(&plan.name))
        };
        let foreign = types::Foreign {
            module: &shared.module,
            names: shared.names.get(at).unwrap_or(&nothing),
        };
        let types = types::files(module, &foreign)?;
        let has_types = types.iter().any(|(path, _)| path == "types/mod.rs");
        for (path, text) in types
            .into_iter()
            .chain(client::files(module, &place, has_types)?)
        {
            files.insert(format!("{folder}{path}"), text);
        }
    }
    if several {
        files.insert("mod.rs".to_owned(), root(plan, &shared));
        common(plan, shared, &mut files)?;
    }
    Ok(files)
}

/// The name by which code knows a package.
pub(crate) fn crate_ident(package: &str) -> String {
    package.replace('-', "_")
}

/// The module of the types that several documents have alike.
fn common(plan: &CratePlan, shared: Shared, files: &mut Files) -> Result<(), EmitError> {
    if shared.types.is_empty() {
        return Ok(());
    }
    let module = ModulePlan {
        name: shared.module,
        document: plan.name.clone(),
        title: "What several documents have alike".to_owned(),
        api_version: String::new(),
        docs: String::new(),
        servers: Vec::new(),
        token_urls: Vec::new(),
        schemes: Vec::new(),
        headers: Vec::new(),
        base_path: String::new(),
        types: shared.types,
        operations: Vec::new(),
        type_index: BTreeMap::new(),
    };
    let nothing = types::Foreign {
        module: "",
        names: &BTreeSet::new(),
    };
    for (path, text) in types::files(&module, &nothing)? {
        files.insert(format!("{}/{path}", module.name), text);
    }
    files.insert(format!("{}/mod.rs", module.name), client::common(&module));
    Ok(())
}

/// The root of a crate of several documents: its modules. What the first holds stands at the root too, where it stood
/// when it was the only one.
fn root(plan: &CratePlan, shared: &Shared) -> String {
    let mut text = print::header(&plan.name);
    text.push_str(&format!(
        "\n//! The documents of `{}`, a module each.\n\n",
        plan.name
    ));
    if !shared.types.is_empty() {
        text.push_str(&format!("pub mod {};\n", shared.module));
    }
    for module in &plan.modules {
        text.push_str(&format!("pub mod {};\n", module.name));
    }
    if let Some(first) = plan.modules.first() {
        text.push_str(&format!(
            "\n#[doc(no_inline)]\npub use {}::*;\n",
            first.name
        ));
    }
    text
}
